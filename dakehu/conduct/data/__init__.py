"""Words of the area that files and tables share."""
