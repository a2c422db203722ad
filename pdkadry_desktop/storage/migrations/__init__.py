"""Upgrades of the base: Alembic versions, one step per file; imported only when a base is older.

After a change of a declaration ``python tests/storage/make_migration.py "what changes"`` writes the next version;
until the first release ``python tests/storage/make_migration.py --first`` writes the only one anew. A released version
is never edited. ``database.SCHEMA`` names the newest.
"""
