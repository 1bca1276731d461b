"""Tables as people keep them, read: books, headings, cells and rows. No database is asked."""
