"""What people type into forms: read with every mistake named, and shown again where it was refused.

A form is drawn from fields made in Python, so that what stands in it, the words beside it, and what was wrong with it
come from one place. What was refused is shown again as it was typed: nothing is lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from django.contrib import messages
from django.http import HttpRequest, QueryDict

from taizhang.errors import TaizhangError, Words
from taizhang.grammar.periods import periods
from taizhang.server.lib import clock
from taizhang.server.lib.fields import DIGITS, PLACES
from taizhang.server.lib.periods import Period, period_of
from taizhang.server.lib.refusals import ChangedMeanwhile, Invalid
from taizhang.server.pages.asked import whole
from taizhang.server.pages.language import said

Kind = Literal["line", "number", "text", "date", "choice", "check", "boxes", "hidden"]
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
LINE, TEXT = 300, 20_000
NO_CHOICE = Words("没有这个选项", "there is no such choice")
NO_NUMBER = Words("应为数字，如 5.5", "is a number, as 5.5")
NO_DAY = Words("应为日期，如 2025-07-20", "is a day, as 2025-07-20")
NO_PERCENT = Words("应为整数，如 60", "is a whole number, as 60")
MENDED = (Invalid, ChangedMeanwhile)  # refusals after which a form is shown again, for they can be mended in it


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `choices` are pairs of value and what it is called, grouped under no heading.

    Of `boxes` any number of choices is ticked: those in `ticked`. `lines` are those that a text shows at once.
    """

    name: str
    words: Words
    kind: Kind = "line"
    value: str = ""
    choices: Sequence[tuple[str, str]] = ()
    help: Words | None = None
    required: bool = False
    error: str = ""
    first: bool = False
    ticked: Sequence[str] = ()
    lines: int = 3


Refusal = tuple[str, TaizhangError]  # the key of a form, and why what was typed in it was refused


@dataclass(frozen=True, slots=True)
class Form:
    """A form: `key` begins the ids of its fields, `deed` is where it is sent, `back` the page that is shown then."""

    key: str
    deed: str
    back: str
    button: Words
    fields: Sequence[Field] = ()
    error: str = ""
    cancel: str = ""

    def again(self, post: QueryDict, error: TaizhangError) -> "Form":
        """The form as it was typed, with what was wrong at its fields; what belongs to none stands above."""
        wrong = error.errors if isinstance(error, Invalid) else {}
        names = {each.name for each in self.fields if each.kind != "hidden"}
        fields = [_again(each, post, wrong) for each in self.fields]
        at = next((number for number, each in enumerate(fields) if each.error), None)
        fields = [replace(each, first=number == at) for number, each in enumerate(fields)]
        rest = {name: words for name, words in wrong.items() if name not in names}
        message = said(Words(error.message("zh"), error.message("en")))
        above = "；".join(map(said, rest.values())) if wrong else message
        return replace(self, fields=fields, error=above)


def _again(each: Field, post: QueryDict, wrong: Mapping[str, Words]) -> Field:
    if each.kind == "hidden":  # a revision: the one that holds now, which the page shows beside what was typed
        return each
    error = said(wrong[each.name]) if each.name in wrong else ""
    return replace(each, value=post.get(each.name, ""), ticked=post.getlist(each.name), error=error)


def drawn_again(forms: Mapping[str, Form], post: QueryDict, refused: Refusal | None) -> dict[str, object]:
    """What a page tells its template of its forms: that which was refused as it was typed, and unfolded.

    Where that one is gone, for things moved on meanwhile, the refusal is raised anew.
    """
    if refused is None:
        return {"forms": forms, "refused": ""}
    key, error = refused
    if key not in forms:
        raise error
    return {"forms": {**forms, key: forms[key].again(post, error)}, "refused": key}


def told_of_lost(request: HttpRequest, refused: Form | None, drawn: Iterable[Form | None]) -> None:
    """Say above the page what was refused in a form that has no place any more, for things moved on meanwhile."""
    if refused is not None and refused not in drawn:
        messages.error(
            request, refused.error or said(Words("页面已变化，请重新填写", "the page changed: type it anew"))
        )


def options(words: Mapping[str, Words], empty: Words | None = None) -> list[tuple[str, str]]:
    """Words by their keys as the choices of a field."""
    head = [("", said(empty))] if empty else []
    return [*head, *((key, said(each)) for key, each in words.items())]


class Named(Protocol):
    """A row with a name."""

    pk: int
    name: str


def named_choices(rows: Iterable[Named], empty: Words | None = None) -> list[tuple[str, str]]:
    """Rows by their names as the choices of a field; of several of one name the code, where they have one, tells."""
    head, held = [("", said(empty))] if empty else [], list(rows)
    counts = Counter(row.name for row in held)
    return [*head, *((str(row.pk), row.name if counts[row.name] == 1 else _told_apart(row)) for row in held)]


def _told_apart(row: Named) -> str:
    code = getattr(row, "code", "")
    return f"{row.name}（{code}）" if code else row.name


@dataclass(slots=True)
class Typed:
    """Reads a form; `errors` gathers what cannot be read, and `checked` refuses it all at once."""

    post: QueryDict
    errors: dict[str, Words] = field(default_factory=dict)

    def text(self, name: str, most: int = TEXT) -> str:
        """Words as they were typed, without blanks around them."""
        value = self.post.get(name, "").strip().replace("\r\n", "\n")
        if "\0" in value:
            self.errors[name] = Words("含有不能保存的字符", "it holds characters that cannot be kept")
        if len(value) > most:
            self.errors[name] = Words(f"最多 {most} 字", f"at most {most} characters")
        return value

    def line(self, name: str, most: int = LINE) -> str:
        """A line of words."""
        return self.text(name, most)

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        """One of the words allowed, or none."""
        value = self.post.get(name, "")
        if value and value not in set(allowed):
            self.errors[name] = NO_CHOICE
            return ""
        return value

    def number(self, name: str) -> Decimal | None:
        """A number, thousands set off or not; None where nothing was typed."""
        value = self.post.get(name, "").strip().replace(",", "").replace("，", "")
        if not value:
            return None
        if not NUMBER.fullmatch(value):
            self.errors[name] = NO_NUMBER
            return None
        found = Decimal(value)
        before, _, after = value.lstrip("+-").partition(".")
        if len(after) > PLACES or len(before.lstrip("0")) + len(after) > DIGITS:
            self.errors[name] = Words("数值过大或小数过长", "the number is too large or too long")
            return None
        return found

    def percent(self, name: str) -> int | None:
        """A whole number of per cent, with % or without; None where nothing was typed."""
        value = self.post.get(name, "").strip().rstrip("%％").rstrip()
        if not value:
            return None
        percent = whole(value)
        if percent is None:
            self.errors[name] = NO_PERCENT
        return percent

    def key(self, name: str) -> int | None:
        """The id of something chosen; None where nothing was."""
        value = self.post.get(name, "").strip()
        if not value:
            return None
        key = whole(value)
        if key is None:
            self.errors[name] = NO_CHOICE
        return key

    def keys(self, name: str) -> list[int]:
        """The ids of all that was ticked."""
        return [key for value in self.post.getlist(name) if (key := whole(value)) is not None]

    def revision(self, name: str = "revision") -> int:
        """The revision that was seen; one that nobody saw where it was lost."""
        return whole(self.post.get(name, "")) or 0

    def day(self, name: str) -> date | None:
        """A day; None where nothing was typed."""
        value = self.post.get(name, "").strip()
        if not value:
            return None
        try:
            found = date.fromisoformat(value)
        except ValueError:
            self.errors[name] = NO_DAY
            return None
        if not 1949 <= found.year < 2200:
            self.errors[name] = NO_DAY
        return found

    def period(self, name: str, year: int) -> str:
        """The code of a period, which is written as that or as people say it: 2025年6月, 1—6月, 上半年.

        Said without a year it is of `year`, unless it had not begun by today: then of the year before that it had.
        """
        text = self.line(name, 24)
        try:
            return _period_said(text, year).code
        except Invalid as error:
            self.errors[name] = error.errors["period"]
            return text

    def checked(self) -> None:
        """Raise Invalid with all that could not be read."""
        if self.errors:
            raise Invalid(self.errors)


def _period_said(text: str, year: int) -> Period:
    """The period that some words name; Invalid where they name none."""
    for of in (year, year - 1):
        said_so = [one.value for one in periods(text, of) if (one.start, one.end) == (0, len(text))]
        found = period_of(said_so[0] if said_so else text)
        if found.start <= clock.today() or found.year != of:
            return found
    return found
