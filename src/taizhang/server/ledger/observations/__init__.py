"""Observations: entered, accepted, corrected; read as series, matrix and ranking, with what can be derived."""
