"""The data beside a published page: JSON with what the rows are of, CSV with the rows alone."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.writing.csv import inert

TYPES = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Data:
    """Rows with their columns, and what they are of; the rows are made when they are asked for."""

    about: Mapping[str, Any]
    columns: Sequence[str]
    rows: Callable[[], Sequence[Row]]

    def told(self, form: str) -> bytes:
        """The file in a form, json or csv."""
        return self._json() if form == "json" else self._csv()

    def _json(self) -> bytes:
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows()]
        return json.dumps({**self.about, "rows": rows}, ensure_ascii=False, indent=1, default=str).encode()

    def _csv(self) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.columns)
        writer.writerows(map(inert, row) for row in self.rows())
        return out.getvalue().encode("utf-8-sig")
