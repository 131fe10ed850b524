"""Tables in running text: cells one a line, in aligned columns, between bars, or separated by tabs."""

from taizhang.reading.tables.finding import tabled

__all__ = ["tabled"]
