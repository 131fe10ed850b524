"""The filters of the list of tasks: what each offers, which of it is chosen, and whether those are left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.queries import units_for
from taizhang.server.ledger.models import TASK, Task
from taizhang.server.ledger.programmes.queries import programmes_for
from taizhang.server.ledger.tasks.grouping import sections_of
from taizhang.server.ledger.tasks.queries import Wanted, named
from taizhang.server.pages.language import said
from taizhang.server.pages.tasks.asked import CALLED
from taizhang.server.pages.tasks.table import LEAD, SECTION, STATE
from taizhang.server.pages.tasks.words import KINDS

PROGRAMME, KIND = Words("专项", "Programme"), Words("类别", "Kind")
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
    offered: list[tuple[str, Words, Sequence[tuple[str | int, str]], tuple[str | int, ...]]] = [
        ("section", SECTION, [(each, each) for each in sections_of(actor, basis) if each], wanted.section),
        ("lead", LEAD, named(actor, basis, "unit"), wanted.unit),
        ("programme", PROGRAMME, named(actor, basis, "programme"), wanted.programme),
        ("kind", KIND, [(kind.value, said(KINDS[kind])) for kind in Task.Kind], wanted.kind),
    ]
    if not drafted:
        offered.append(("state", STATE, [(key, said(words)) for key, words in TASK.states.items()], wanted.state))
    found = []
    for name, words, known, chosen in offered:
        called = dict(known) | _lost(actor, name, [value for value in chosen if value not in dict(known)])
        options = [Option(str(value), name_of, value in chosen) for value, name_of in called.items()]
        if options:
            found.append(Filter(name, words, options, CALLED.get(name, name) in wanted.excluding))
    return found


def _lost(actor: Actor, name: str, values: list[str | int]) -> dict[str | int, str]:
    """What is chosen though the list has none of it, by what it is called."""
    called: dict[str | int, str] = {value: str(value) for value in values}
    if values and name == "lead":
        called |= units_for(actor).filter(pk__in=values).values_list("pk", "name")
    if values and name == "programme":
        called |= programmes_for(actor).filter(pk__in=values).values_list("pk", "name")
    return called
