"""The operations of the interface and the root that puts them together."""
