"""Tasks as lists show them: rows under the headings of their groups, and the chips that count lights."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from taizhang.errors import Words
from taizhang.server.ledger.models import TASK, Task, TaskReport
from taizhang.server.ledger.tasks.grouping import Group, Grouped, Key, group_of
from taizhang.server.ledger.tasks.lights import light_words
from taizhang.server.ledger.tasks.ordering import LIGHTS, By
from taizhang.server.lib import clock
from taizhang.server.pages.language import language, said
from taizhang.writing.words import called

TAGS = {"under_way": "tag-info", "late": "tag-bad", "done": "tag-good", "adjusted": "tag-warn", "ended": "tag-warn"}
LEVELS = {
    "nation": Words("国家级", "national"),
    "province": Words("省级", "provincial"),
    "prefecture": Words("市级", "city"),
    "county": Words("区县级", "district"),
    "town": Words("镇街级", "town"),
    "village": Words("村级", "village"),
}
NAMELESS = {
    By.SECTION: Words("未分章节", "in no section"),
    By.DEADLINE: Words("未定时限", "no deadline"),
    By.LIGHT: Words("不再跟踪", "no longer followed"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A task in a list."""

    task: Task
    state: Words
    tag: str
    light: str
    light_said: str
    supporters: str

    @property
    def latest(self) -> TaskReport | None:
        """The latest report that was accepted."""
        return self.task.latest


@dataclass(frozen=True, slots=True)
class Chip:
    """How many tasks have a light, and whether the list shows them alone."""

    light: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Headed:
    """Rows under the heading of their group, with how many stand in it on all pages."""

    name: str
    number: int
    lights: list[tuple[str, int]]
    rows: list[Row]


def headed(found: Grouped, by: By) -> list[Headed]:
    """The rows of a page under their headings."""
    return [_headed(found.groups[key], by, tasks) for key, tasks in _runs(found.tasks, by)]


def _runs(tasks: Sequence[Task], by: By) -> Iterator[tuple[Key, list[Task]]]:
    for key, run in groupby(tasks, lambda task: group_of(task, by)):
        yield key, list(run)


def _headed(group: Group, by: By, tasks: list[Task]) -> Headed:
    today = clock.today()
    lights = [(light, group.lights[light]) for light in LIGHTS if light and group.lights[light]]
    return Headed(heading(group, by), group.lights.total(), lights, [row_of(task, today) for task in tasks])


def heading(group: Group, by: By) -> str:
    """What stands over a group; nothing where all stand in one."""
    key = str(group.key or "")
    if by == By.NONE:
        return ""
    if not key:
        return said(NAMELESS.get(by, NAMELESS[By.SECTION]))
    if by == By.LIGHT:
        return called(f"light.{key}", language())
    if by == By.LEVEL:
        return said(LEVELS[key]) if key in LEVELS else key
    if by == By.DEADLINE:
        year, month = key.split("-")
        return said(Words(f"{year}年{int(month)}月到期", f"due in {key}"))
    return group.name


def row_of(task: Task, today: date) -> Row:
    """A task as a list shows it; of those that were asked for with light and supporters."""
    light: str = getattr(task, "light", "")
    supporters = said(Words("、", ", ")).join(each.name for each in task.supporters)
    told = said(light_words(task, light, today))
    return Row(task, TASK.states[task.state], TAGS.get(task.state, ""), light, told, supporters)


def chips(lights: Counter[str], chosen: str | None) -> list[Chip]:
    """The counts of the lights, each of which the list can be narrowed to."""
    shown = (light for light in LIGHTS if light and (lights[light] or light == chosen))
    return [Chip(light, lights[light], light == chosen) for light in shown]
