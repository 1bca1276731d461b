"""The pure kernel: mechanisms that written policies need, free of any framework, clock and I/O."""
