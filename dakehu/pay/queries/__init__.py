"""What the pay papers read."""
