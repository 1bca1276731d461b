"""The demo company: made by calling services, restored at will."""
