"""The published policies: versions, clauses, parameters in force."""
