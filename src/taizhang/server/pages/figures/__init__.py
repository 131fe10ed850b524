"""Charts of pages, each a table of numbers first: what is drawn can be read, copied and taken away."""

from taizhang.server.pages.figures.figure import Column, Drawn, Figure
from taizhang.server.pages.figures.taking import taken

__all__ = ["Column", "Drawn", "Figure", "taken"]
