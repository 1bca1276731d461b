"""Tables of words that become a company's own data."""
