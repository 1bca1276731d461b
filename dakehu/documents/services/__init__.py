"""Writing of files, attachments and numbers."""
