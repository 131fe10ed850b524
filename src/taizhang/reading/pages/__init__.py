"""Printed pages, whether their signs come from a PDF's text or from recognising a picture: one way to lay them out."""
