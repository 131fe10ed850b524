"""The filters of the list of tasks: what each offers, which of it is chosen, and whether those are left out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import TASK, Programme, Task
from taizhang.server.ledger.tasks.grouping import sections_of
from taizhang.server.ledger.tasks.queries import Wanted, named
from taizhang.server.pages.language import said
from taizhang.server.pages.tasks.words import KINDS

SECTION, LEAD, PROGRAMME = Words("章节", "Section"), Words("牵头单位", "Lead unit"), Words("专项", "Programme")
KIND, STATE = Words("类别", "Kind"), Words("状态", "State")
ALL = Words("全部", "all")


@dataclass(frozen=True, slots=True)
class Option:
    """One that may be chosen, and whether it is."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter, by its name in the address; `turned`, those chosen are left out."""

    name: str
    words: Words
    options: list[Option]
    turned: bool

    @property
    def now(self) -> Words:
        """What is chosen, in short."""
        chosen = [option.words for option in self.options if option.chosen]
        if not chosen:
            return ALL
        some = (
            Words(chosen[0], chosen[0]) if len(chosen) == 1 else Words(f" {len(chosen)} 项", f"{len(chosen)} of them")
        )
        return Words(f"除{some.zh}外", f"all but {some.en}") if self.turned else Words(some.zh.strip(), some.en)


def filters(actor: Actor, basis: Wanted, wanted: Wanted, *, drafted: bool) -> list[Filter]:
    """The filters of a list: sections, units and programmes that it has, and the fixed words. A draft has no states.

    What is chosen though the list has none of it, as by a view that was kept in another year, stands there too.
    """
    sections = [(each, each) for each in sections_of(actor, basis) if each]
    found = [
        _filter("section", SECTION, sections, wanted.section, turned="section" in wanted.excluding),
        _filter("lead", LEAD, named(actor, basis, "unit"), wanted.unit, turned="unit" in wanted.excluding),
    ]
    if programmes := named(actor, basis, "programme"):
        turned = "programme" in wanted.excluding
        found.append(_filter("programme", PROGRAMME, programmes, wanted.programme, turned=turned))
    kinds = [(kind.value, said(KINDS[kind])) for kind in Task.Kind]
    found.append(_filter("kind", KIND, kinds, wanted.kind, turned="kind" in wanted.excluding))
    if not drafted:
        states = [(key, said(words)) for key, words in TASK.states.items()]
        found.append(_filter("state", STATE, states, wanted.state, turned="state" in wanted.excluding))
    return found


def _filter(
    name: str, words: Words, known: Iterable[tuple[str | int, str]], chosen: Collection[str | int], *, turned: bool
) -> Filter:
    offered = dict(known)
    lost = [value for value in chosen if value not in offered]
    offered |= dict.fromkeys(lost, "") | _called(name, lost)
    options = [Option(str(value), called or str(value), value in chosen) for value, called in offered.items()]
    return Filter(name, words, options, turned)


def _called(name: str, keys: list[str | int]) -> dict[str | int, str]:
    """What the units or programmes of some ids are called."""
    if not keys or name not in {"lead", "programme"}:
        return {}
    rows = Unit.objects.filter(pk__in=keys) if name == "lead" else Programme.objects.filter(pk__in=keys)
    return dict(rows.values_list("pk", "name"))
