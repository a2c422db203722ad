"""Plans of measures: terms, occurrences, tracking; no Qt."""
