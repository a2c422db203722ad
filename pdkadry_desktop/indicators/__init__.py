"""Definitions as data, compiled to one statement that returns member rows."""
