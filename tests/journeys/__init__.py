"""Journeys of whole persons through the real server in a real browser."""
