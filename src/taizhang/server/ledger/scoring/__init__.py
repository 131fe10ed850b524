"""Weighted evaluation by rules as data: parsed, computed exactly, told line by line, kept as it was."""
