"""The command line: alone in reading the clock, printing, asking and exiting. One file per command."""
