"""Believable data of selling papers."""
