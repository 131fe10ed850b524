"""Figures by hand (录入、审定、更正): entered on the page of an indicator, decided on where each comes from."""
