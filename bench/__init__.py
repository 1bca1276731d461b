"""Benchmarks: what the program does in a second, measured and written down."""
