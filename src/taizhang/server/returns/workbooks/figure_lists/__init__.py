"""Workbooks of figures: a line for each unit, indicator and period; written out, read back, entered, put back."""
