"""Document to PDF, Word and Excel files."""
