"""The command line: `dakehu`. The only part that reads the clock and writes to the terminal."""
