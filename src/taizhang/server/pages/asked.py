"""What the address of a page asks for, read and checked; and the part of a list that it asks for."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

from taizhang.errors import Words
from taizhang.server.lib.refusals import Invalid

Row = TypeVar("Row", bound=Model)
LONGEST, MOST = 80, 100  # of words, and of what may be asked for at once
WHOLE = re.compile(r"\d{1,18}", re.ASCII)  # what every database holds
NO_NUMBER = Words("应为编号", "a number is wanted")
NO_DAY = Words("应为日期，如 2025-07-20", "a day is wanted, as 2025-07-20")
NO_WORDS = Words(f"最多 {LONGEST} 字，不含特殊字符", f"{LONGEST} characters at most, none of them special")
NONE_SUCH = Words("没有这一项", "no such choice")


def whole(text: str) -> int | None:
    """The number that digits write, where it may be an id; None where they write none.

    >>> whole("12"), whole("1２"), whole("-1"), whole("9" * 19), whole("")
    (12, None, None, None, None)
    """
    return int(text) if WHOLE.fullmatch(text) else None


def key_in(query: Mapping[str, str], name: str) -> int | None:
    """An id; None where none is asked for."""
    asked = query.get(name, "").strip()
    if not asked:
        return None
    key = whole(asked)
    if key is None:
        raise Invalid({name: NO_NUMBER})
    return key


def words_in(query: Mapping[str, str], name: str = "words") -> str:
    """Words that are sought."""
    asked = query.get(name, "").strip()
    if len(asked) > LONGEST or "\0" in asked:
        raise Invalid({name: NO_WORDS})
    return asked


def one_of(query: Mapping[str, str], name: str, known: Container[str]) -> str:
    """One of the words that are known, or none."""
    asked = query.get(name, "")
    if asked and asked not in known:
        raise Invalid({name: NONE_SUCH})
    return asked


def many_in(query: QueryDict, name: str, known: Container[str] | None = None) -> tuple[str, ...]:
    """Any number of words, each once, of those that are known where they are given."""
    asked = tuple(dict.fromkeys(filter(None, map(str.strip, query.getlist(name)))))
    if len(asked) > MOST or any(len(each) > LONGEST or "\0" in each for each in asked):
        raise Invalid({name: NO_WORDS})
    if known is not None and not all(each in known for each in asked):
        raise Invalid({name: NONE_SUCH})
    return asked


def keys_in(query: QueryDict, name: str) -> tuple[int, ...]:
    """Any number of ids."""
    keys = [whole(each) for each in many_in(query, name)]
    if None in keys:
        raise Invalid({name: NO_NUMBER})
    return tuple(key for key in keys if key is not None)


def day_in(query: Mapping[str, str], name: str) -> date | None:
    """A day; None where none is asked for."""
    asked = query.get(name, "").strip()
    if not asked:
        return None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise Invalid({name: NO_DAY}) from None
    if not 1949 <= day.year < 2200:
        raise Invalid({name: NO_DAY})
    return day


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Some rows of a list: behind which row the next part begins, None on the last; whether it is a later part."""

    rows: list[Row]
    next: int | None
    later: bool


def part_of(request: HttpRequest, rows: "QuerySet[Row]", most: int, *, latest_first: bool = False) -> Part[Row]:
    """The part of a list that begins behind the row named by `after`, in the order of the ids."""
    after = key_in(request.GET, "after")
    if after is not None:
        rows = rows.filter(pk__lt=after) if latest_first else rows.filter(pk__gt=after)
    found = list(rows.order_by("-pk" if latest_first else "pk")[: most + 1])
    return Part(found[:most], found[most - 1].pk if len(found) > most else None, after is not None)
