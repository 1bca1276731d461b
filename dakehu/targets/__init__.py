"""Targets of people and departments."""
