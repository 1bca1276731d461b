"""Pages and downloads of files."""
