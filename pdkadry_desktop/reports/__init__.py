"""Data to Document (library/), Document to files (render/)."""
