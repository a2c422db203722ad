"""One report per file: data to Document."""
