"""Programmes and campaigns (千项技改, 产业链, 三大战役): a tree grouping tasks and indicators and how they stand."""
