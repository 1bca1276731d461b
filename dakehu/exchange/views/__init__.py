"""The pages of the area, one module per noun."""
