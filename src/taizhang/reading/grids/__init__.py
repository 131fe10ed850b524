"""Tables whose cells the file itself tells: what is caption, header, name and value in them."""

from taizhang.reading.grids.reading import Read, read_grid
from taizhang.reading.grids.tabling import CellSpans, table_of

__all__ = ["CellSpans", "Read", "read_grid", "table_of"]
