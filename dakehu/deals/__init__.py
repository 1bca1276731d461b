"""Quotes, and later opportunities, contracts and tenders."""
