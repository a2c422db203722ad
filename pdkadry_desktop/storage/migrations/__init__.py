"""Upgrades of the base: Alembic versions, one step per file; imported only when a base is older."""
