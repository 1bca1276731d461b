"""A pay sheet that was made by hand held against a settlement. No database is asked."""
