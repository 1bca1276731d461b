"""Scores of the monthly appraisal."""
