"""Every write of the area."""
