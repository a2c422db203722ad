"""Editors by kind, forms by declaration."""
