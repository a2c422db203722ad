"""One register = one file: record, fields, rules."""
