"""dakehu: runs a key-account department by the company's own written policies."""
