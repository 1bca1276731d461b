"""Reading of files, attachments and numbers."""
