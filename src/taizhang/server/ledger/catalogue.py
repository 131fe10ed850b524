"""Bring indicators of the library's catalogue into the ledger."""

from collections.abc import Iterable

from taizhang.catalogue import indicators as catalogue
from taizhang.catalogue.headlines import headlines
from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.measuring import measure_of, nature_of
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.refusals import Invalid


@action("indicator.define")
def load_catalogue(
    act: Act,
    unit: Unit,  # noqa: ARG001 - where the right is asked for
    *,
    codes: Iterable[str] | None = None,
    why: str = "",
) -> list[Indicator]:
    """Bring indicators of the catalogue into the ledger, on behalf of a unit."""
    return load_indicators(act, codes)


def load_indicators(act: Act, codes: Iterable[str] | None = None) -> list[Indicator]:
    """The indicators of these ids of the catalogue (all where none are named), made where the ledger has none yet.

    Headline indicators come first. What is there already stays as the ledger has it.
    """
    wanted = _wanted(codes)
    ids = [entry.id for entry in wanted]
    known = set(Indicator.objects.filter(code__in=ids).values_list("code", flat=True))
    act.create_many(row_of(entry) for entry in wanted if entry.id not in known)
    found = {row.code: row for row in Indicator.objects.filter(code__in=ids)}
    return [found[code] for code in ids]


def _wanted(codes: Iterable[str] | None) -> list[catalogue.Indicator]:
    """Entries of the catalogue, each once, those of the headlines first."""
    known = catalogue.indicators_by_id()
    named = list(dict.fromkeys(known if codes is None else codes))
    unknown = [code for code in named if code not in known]
    if unknown:
        listed = "、".join(unknown[:10])
        raise Invalid({"codes": Words(f"指标目录中没有 {listed}", f"the catalogue has no {listed}")})
    order = {code: rank for rank, line in enumerate(headlines()) for code in line.indicators}
    return [known[code] for code in sorted(named, key=lambda code: order.get(code, len(order)))]


def row_of(entry: catalogue.Indicator) -> Indicator:
    """An entry of the catalogue as a row of the ledger; definition and source stay the catalogue's to word."""
    return Indicator(
        code=entry.id,
        name=entry.zh,
        english=entry.en,
        aliases=list(entry.aliases),
        unit_of_measure=measure_of(entry),
        nature=nature_of(entry),
        real_growth=entry.price == "real",
        better=entry.better,
        adds_up=entry.additive,
    )
