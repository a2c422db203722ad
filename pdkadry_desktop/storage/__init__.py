"""The base: declaration to tables, the one connection, changes with a journal, queries. Knows no register by name."""
