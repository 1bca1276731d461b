"""The REST interface over the same services."""
