"""Regions, units, people, what each may do at which unit, and how they come in."""
