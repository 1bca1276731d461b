"""Tables written: exports, templates, and the uploader's own rows with their faults."""
