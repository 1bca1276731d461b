"""Believable data of pay papers."""
