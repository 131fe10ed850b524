"""The routes of indicators (指标)."""

from decimal import Decimal
from operator import attrgetter
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import Digits, given
from taizhang.server.api.returns import told
from taizhang.server.api.scalars import Key, Line, Number, Revision, RowId, Short, Text
from taizhang.server.api.seen import unit_for
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.defining import change_indicator, define_indicator, indicators_of
from taizhang.server.ledger.meaning import meaning_of
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.rows import Json, row_at

router = Router(tags=["indicators"])
INDICATOR = Words("指标", "indicator")
Measure = Annotated[str, Field(min_length=1, max_length=24)]
Jump = Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=2)]


class IndicatorOut(Schema):
    """An indicator as it is shown; `region_id` is null for one of the catalogue.

    `definition` is what it means and `source` where that is from, the catalogue's where the ledger has none of its own;
    `measured` is how figures of it are measured and to be read.
    """

    id: int
    revision: int
    code: str
    region_id: int | None
    unit_id: int | None
    name: str
    english: str
    aliases: list[str]
    unit_of_measure: str
    nature: str
    real_growth: bool
    better: str
    adds_up: bool
    authority_id: int | None
    weight_id: int | None
    within_id: int | None
    definition: str
    definition_english: str
    measured: str
    measured_english: str
    source: str
    lowest: Digits | None
    highest: Digits | None
    jump: Digits | None

    @classmethod
    def of(cls, row: Indicator) -> Json:
        """How an indicator is told."""
        meaning = meaning_of(row)
        return {
            **dict(zip(PLAIN, of_indicator(row), strict=True)),
            "definition": meaning.definition.zh,
            "definition_english": meaning.definition.en,
            "measured": meaning.measured.zh,
            "measured_english": meaning.measured.en,
            "source": meaning.source,
        }


MEANT = {"definition", "definition_english", "measured", "measured_english", "source"}
PLAIN = tuple(name for name in IndicatorOut.model_fields if name not in MEANT)
of_indicator = attrgetter(*PLAIN)


class LoadIn(Body):
    """Which indicators of the catalogue are wanted: those of the codes, or all (null)."""

    unit_id: RowId
    codes: Annotated[list[Short], Field(max_length=5000)] | None = None
    why: Text = ""


class Settable(Body):
    """What is settable of every indicator; what is not named stays."""

    english: Annotated[str, Field(max_length=160)] = ""
    aliases: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=120)]], Field(default_factory=list, max_length=100)
    ]
    better: Indicator.Better = Indicator.Better.UP
    adds_up: bool = False
    real_growth: bool = False
    authority_id: RowId | None = None
    weight_id: RowId | None = None
    within_id: RowId | None = None
    definition: Text = ""
    source: Annotated[Line, Field(max_length=200)] = ""
    lowest: Number | None = None
    highest: Number | None = None
    jump: Jump | None = None
    why: Text = ""


class IndicatorIn(Settable):
    """An indicator of a region's own; `code` is put behind the code of the region."""

    unit_id: RowId
    code: Annotated[str, Field(min_length=1, max_length=60)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    unit_of_measure: Measure
    nature: Indicator.Nature


class IndicatorChange(Settable):
    """What may change of an indicator; unit of measure and nature only before it has observations."""

    revision: Revision
    name: Annotated[str, Field(min_length=1, max_length=120)] = ""
    unit_of_measure: Measure = ""
    nature: Indicator.Nature = Indicator.Nature.FLOW


def indicator_for(key: int) -> Indicator:
    """An indicator, which everybody who is signed in may see."""
    return row_at(Indicator.objects.select_related("unit", "region"), key, INDICATOR)


@router.get("/indicators", response=Page[IndicatorOut])
def list_indicators(
    request: HttpRequest,
    *,
    limit: Limit = 100,
    after: After = 0,
    search: Short = "",
    region: RowId | None = None,
    nature: Indicator.Nature | None = None,
    code: Short | None = None,
) -> object:
    """指标清单，可按名称、别名、编号查找。 Indicators, searched by name, alias or code."""
    actor_of(request)
    rows = indicators_of(search=search, region=region, nature=nature.value if nature else None, code=code)
    return told(page(rows, limit, after), IndicatorOut.of)


@router.post("/indicators/load", response=list[IndicatorOut])
def post_load(request: HttpRequest, body: LoadIn) -> object:
    """从指标目录载入指标，已有的保持不变。 Bring indicators of the catalogue in; what is there stays."""
    actor = actor_of(request)
    unit = unit_for(actor, body.unit_id)
    return [IndicatorOut.of(row) for row in load_catalogue(actor, unit, codes=body.codes, why=body.why)]


@router.post("/indicators", response={201: IndicatorOut})
def post_indicator(request: HttpRequest, body: IndicatorIn) -> object:
    """设立本地区的指标。 Define an indicator of a region's own."""
    actor = actor_of(request)
    unit = unit_for(actor, body.unit_id)
    return Status(201, IndicatorOut.of(define_indicator(actor, unit, **given(body, "unit_id"))))


@router.get("/indicators/{int:indicator}", response=IndicatorOut)
def get_indicator(request: HttpRequest, indicator: Key) -> object:
    """一个指标。 One indicator."""
    actor_of(request)
    return IndicatorOut.of(indicator_for(indicator))


@router.patch("/indicators/{int:indicator}", response=IndicatorOut)
def patch_indicator(request: HttpRequest, indicator: Key, body: IndicatorChange) -> object:
    """修改指标的归口单位、权重、合理范围、含义等。 Change authority, weight, bounds, meaning of an indicator."""
    actor = actor_of(request)
    row = indicator_for(indicator)
    return IndicatorOut.of(change_indicator(actor, row, expected=body.revision, **given(body, "revision")))
