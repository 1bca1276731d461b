"""Months and their freeze."""
