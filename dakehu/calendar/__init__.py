"""Working days, company days off and office hours."""
