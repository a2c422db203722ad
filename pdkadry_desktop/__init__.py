"""ПедКадры: the methodologist's offline desktop program."""

__version__ = "0.1.0"
