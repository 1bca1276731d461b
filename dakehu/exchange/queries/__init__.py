"""Every read of the area, one module per noun."""
