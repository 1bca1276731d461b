"""制度体检: what is wrong, doubtful or worth knowing in a policy book, with clause and mend."""
