"""The catalogue of indicators (指标目录) of the ledger: found, added, changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.defining import change_indicator, define_indicator, indicators_of
from taizhang.server.ledger.meaning import catalogue_definition, catalogue_source, meaning_of
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.wording import BETTER, NATURES
from taizhang.server.lib.rows import digits, row_at
from taizhang.server.pages.administration.form_pages import Forms, Told, form_page, units_where
from taizhang.server.pages.administration.typing import NEEDED, needed, needed_key
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.administration.words import WHY
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import one_of, part_of, words_in
from taizhang.server.pages.forms.typed import Field, Form, Typed, named_choices, options

PAGE = "admin_catalogue"
ON_A_PAGE, MOST_ALIASES, MOST_CODES = 100, 100, 500
INDICATOR = Words("指标", "indicator")
OWN = {"own": Words("本地指标", "our own"), "catalogue": Words("国家目录", "of the catalogue")}


@page
def catalogue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The indicators of the ledger."""
    return _all.shown(request, actor)


@act
def load(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Bring indicators of the library's catalogue in."""

    def do(typed: Typed) -> Words:
        codes, unit = typed.text("codes", 20_000).split(), needed_key(typed, "unit_id")
        if not codes:
            typed.errors.setdefault("codes", NEEDED)
        if len(codes) > MOST_CODES:
            typed.errors["codes"] = Words(f"一次最多 {MOST_CODES} 个", f"{MOST_CODES} at most at once")
        typed.checked()
        made = len(load_catalogue(actor, unit_at(actor, unit), codes=codes))
        return Words(f"目录中的 {made} 个指标已在台账中", f"{made} indicators of the catalogue stand in the ledger")

    return _all.carried(request, actor, "load", do)


@act
def add(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Define an indicator of one's own."""

    def do(typed: Typed) -> Words:
        unit, values = needed_key(typed, "unit_id"), _values(typed) | {"code": needed(typed, "code", 60)}
        typed.checked()
        made = define_indicator(actor, unit_at(actor, unit), **values)
        return Words(f"已设立指标“{made}”", f"The indicator {made} is defined")

    return _all.carried(request, actor, "add", do)


@page
def indicator(request: HttpRequest, actor: Actor, indicator: int) -> HttpResponse:
    """One indicator."""
    return _one.shown(request, actor, indicator)


@act
def change(request: HttpRequest, actor: Actor, indicator: int) -> Words | HttpResponse:
    """Change what an indicator is called, who owns it, its bounds."""

    def do(typed: Typed) -> Words:
        values, seen = _values(typed), typed.revision()
        typed.checked()
        change_indicator(actor, _indicator(indicator), expected=seen, **values)
        return Words("已修改指标", "The indicator is changed")

    return _one.carried(request, actor, "change", do, indicator)


def _values(typed: Typed) -> dict[str, Any]:
    aliases = [word.strip() for word in typed.text("aliases", 12_000).splitlines() if word.strip()]
    if len(aliases) > MOST_ALIASES or any(len(word) > 120 for word in aliases):
        typed.errors["aliases"] = Words(
            f"最多 {MOST_ALIASES} 个，每个最多 120 字", f"{MOST_ALIASES} at most, of 120 characters at most"
        )
    return {
        "name": needed(typed, "name", 120),
        "english": typed.line("english", 160),
        "aliases": aliases,
        "unit_of_measure": needed(typed, "unit_of_measure", 24),
        "nature": typed.choice("nature", NATURES) or "flow",
        "better": typed.choice("better", BETTER) or "up",
        "adds_up": "adds_up" in typed.post,
        "authority_id": typed.key("authority_id"),
        "definition": typed.text("definition"),
        "source": typed.line("source", 200),
        "lowest": typed.number("lowest"),
        "highest": typed.number("highest"),
        "jump": typed.number("jump"),
        "why": typed.text("why"),
    }


def _indicator(key: int) -> Indicator:
    return row_at(Indicator.objects.select_related("unit", "region", "authority"), key, INDICATOR)


@form_page(PAGE, "catalogue")
def _all(request: HttpRequest, actor: Actor) -> Told:
    words, own = words_in(request.GET), one_of(request.GET, "own", OWN)
    rows = indicators_of(search=words).select_related("authority", "region")
    if own:
        rows = rows.filter(region__isnull=own == "catalogue")
    part = part_of(request, rows, ON_A_PAGE)
    told = {
        "rows": [(row, NATURES[row.nature], BETTER[row.better]) for row in part.rows],
        "part": part,
        "words": words,
        "own": own,
        "owns": OWN.items(),
    }
    return told, _forms(actor)


@form_page(PAGE, "catalogue_one")
def _one(_request: HttpRequest, actor: Actor, key: int) -> Told:
    row = _indicator(key)
    told = {
        "indicator": row,
        "meaning": meaning_of(row),
        "nature": NATURES[row.nature],
        "better": BETTER[row.better],
    }
    return told, _forms_of(actor, row)


def _forms(actor: Actor) -> Forms:
    choices = units_where(actor, "indicator.define")
    if not choices:
        return {}
    here = Field("unit_id", Words("由哪个单位设立", "on behalf of"), "choice", choices=choices, required=True)
    behind = Words(
        "小写字母、数字、下划线，以点分级；前面自动加区划代码", "a-z, 0-9, _ parted by dots, behind the region's code"
    )
    many = Words(
        "目录编号，如 gdp、trade.total，以空格或换行分隔",
        "ids of the catalogue, as gdp or trade.total, parted by blanks",
    )
    adding = [here, Field("code", Words("编号", "code"), required=True, help=behind), *_fields(None)]
    loading = [here, Field("codes", Words("目录编号", "ids"), "text", required=True, help=many)]
    back = reverse(PAGE)
    return {
        "add": Form(
            "add", reverse("admin_indicator_add"), back, Words("设立本地指标", "Define one of our own"), adding
        ),
        "load": Form("load", reverse("admin_indicator_load"), back, Words("从国家目录载入", "Bring in"), loading),
    }


def _forms_of(actor: Actor, row: Indicator) -> Forms:
    if not actor.may("indicator.change", row.unit):
        return {}
    fields = [Field("revision", INDICATOR, "hidden", str(row.revision)), *_fields(row)]
    deed, back = reverse("admin_indicator_change", args=[row.pk]), reverse("admin_indicator", args=[row.pk])
    return {"change": Form("change", deed, back, Words("修改指标", "Change the indicator"), fields)}


def _fields(row: Indicator | None) -> list[Field]:
    units = named_choices(Unit.objects.filter(closed_on=None), Words("—", "—"))
    number = [(name, getattr(row, name) if row else None) for name in ("lowest", "highest", "jump")]
    held = {name: digits(value) if value is not None else "" for name, value in number}
    asks = Words("超出时填报须说明原因", "beyond it a return asks for a reason")
    return [
        Field("name", Words("名称", "name"), value=row.name if row else "", required=True),
        Field("english", Words("英文名", "English name"), value=row.english if row else ""),
        Field(
            "unit_of_measure",
            Words("计量单位", "unit of measure"),
            value=row.unit_of_measure if row else "",
            required=True,
        ),
        Field("nature", Words("性质", "nature"), "choice", row.nature if row else "flow", options(NATURES)),
        Field("better", Words("方向", "better"), "choice", row.better if row else "up", options(BETTER)),
        Field("adds_up", Words("各地可加总", "parts add up"), "check", "on" if row and row.adds_up else ""),
        Field(
            "authority_id",
            Words("归口单位", "authority"),
            "choice",
            str(row.authority_id or "") if row else "",
            units,
        ),
        Field("lowest", Words("合理下限", "lowest"), "number", held["lowest"], help=asks),
        Field("highest", Words("合理上限", "highest"), "number", held["highest"]),
        Field("jump", Words("波动幅度（%）", "jump (%)"), "number", held["jump"]),
        Field(
            "aliases",
            Words("别名（每行一个）", "other names, one a line"),
            "text",
            "\n".join(row.aliases) if row else "",
        ),
        *_own_words(row),
        Field("why", WHY, "text"),
    ]


def _own_words(row: Indicator | None) -> list[Field]:
    """The fields of what the ledger says itself of an indicator, beside what the catalogue says of it."""
    definition, source = Words("含义", "definition"), Words("来源", "source")
    if row is None:
        return [Field("definition", definition, "text"), Field("source", source)]
    known = catalogue_source(row)
    return [
        Field("definition", definition, "text", row.definition, help=_where_blank(catalogue_definition(row))),
        Field("source", source, value=row.source, help=_where_blank(Words(known, known))),
    ]


def _where_blank(said: Words) -> Words | None:
    """What the catalogue says, which stands where the ledger says nothing."""
    if not said.zh:
        return None
    return Words(f"不填则用目录的：{said.zh}", f"left blank, the catalogue's stands: {said.en}")
