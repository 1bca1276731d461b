"""Tables of words that code looks up."""
