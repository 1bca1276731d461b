"""A month of a department, with what the program makes of it."""
