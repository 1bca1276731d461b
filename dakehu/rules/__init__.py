"""What the policies say: pure functions that take a rulebook and facts and return figures."""
