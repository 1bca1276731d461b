"""Points deducted, with their evidence."""
