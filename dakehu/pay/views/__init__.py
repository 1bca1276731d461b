"""Every page of the area, one module per noun."""
