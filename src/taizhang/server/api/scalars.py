"""The kinds of single values that requests hold, bounded so that no database refuses what the schema let through."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Field, Path

from taizhang.server.lib.fields import DIGITS, PLACES

MOST = 2**63 - 1


Key = Annotated[int, Path(ge=1, le=MOST)]
RowId = Annotated[int, Field(ge=1, le=MOST)]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1, description="所见版本 · the revision that was seen")]
Year = Annotated[int, Field(ge=1949, le=2199)]
Day = Annotated[date, Field(ge=date(1949, 1, 1), le=date(2199, 12, 31))]
Number = Annotated[Decimal, Field(max_digits=DIGITS, decimal_places=PLACES)]
Text = Annotated[str, Field(max_length=20_000)]
Line = Annotated[str, Field(max_length=300)]
Short = Annotated[str, Field(max_length=80)]
