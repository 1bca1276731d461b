"""Attachments, numbers and papers."""
