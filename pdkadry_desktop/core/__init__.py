"""Declarations and plain values; standard library only, so that every other layer may rest on it."""
