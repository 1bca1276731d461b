"""Every write of the area, one module per noun."""
