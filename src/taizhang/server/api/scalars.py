"""The kinds of single values that requests hold, bounded so that no database refuses what the schema let through."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Field, Path
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from taizhang.server.lib.fields import DIGITS, PLACES

MOST = 2**63 - 1


def without_strokes(value: object) -> object:
    """What is to be a number, unless it holds a stroke: Python takes 12_5 for 125, people do not."""
    if isinstance(value, str) and "_" in value:
        raise PydanticCustomError("decimal_parsing", "Input should be a valid decimal")
    return value


Key = Annotated[int, Path(ge=1, le=MOST)]
RowId = Annotated[int, Field(ge=1, le=MOST)]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1, description="所见版本 · the revision that was seen")]
Year = Annotated[int, Field(ge=1949, le=2199)]
Day = Annotated[date, Field(ge=date(1949, 1, 1), le=date(2199, 12, 31))]
Number = Annotated[Decimal, BeforeValidator(without_strokes), Field(max_digits=DIGITS, decimal_places=PLACES)]
Text = Annotated[str, Field(max_length=20_000)]
Line = Annotated[str, Field(max_length=300)]
Short = Annotated[str, Field(max_length=80)]
