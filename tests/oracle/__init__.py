"""The judge of the engine: the 87 indicators once more, in plain Python over workbook rows, sharing no code with it."""
