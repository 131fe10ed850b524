"""Workbooks of tasks: who leads, who supports, by when; written out, read back into a draft, put back."""
