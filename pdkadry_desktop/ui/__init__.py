"""The window. Shows frozen rows, calls records and jobs; never SQL."""
