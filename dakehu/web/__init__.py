"""Menu, home, first steps and everything that joins the areas into one site."""
