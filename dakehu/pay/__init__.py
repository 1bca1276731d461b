"""Pay basics, and later the month's pay."""
