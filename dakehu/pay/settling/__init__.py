"""A month's settlement from files alone: no server, no database."""
