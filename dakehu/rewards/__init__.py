"""Shares of projects, and later rebates and commission."""
