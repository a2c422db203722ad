"""Files from and to the outside: workbooks, foreign tables, transfer files."""
