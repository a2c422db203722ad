"""One step of the base per file, each named by its number; what they create is compared with the declarations."""
