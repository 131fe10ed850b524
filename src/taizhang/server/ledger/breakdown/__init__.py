"""Targets dealt out to units and districts: shares, the check that they add up, issuing."""
