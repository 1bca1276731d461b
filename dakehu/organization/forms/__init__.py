"""The forms of the area, one module per noun."""
