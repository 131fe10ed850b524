"""The menu: the verbs of the project, and under each the pages that stand for it, as far as the person may see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Role, User
from taizhang.server.accounts.permissions import grants_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the name of its address, its words, and the roles it is for; none named is everybody.

    `section` is the first word of the names of the pages that belong to it, by which it is marked as the current one;
    where these begin differently, the words are parted by spaces.
    """

    page: str
    words: Words
    section: str
    roles: frozenset[str] = frozenset()

    def is_for(self, user: User) -> bool:
        """Whether a person holds one of its roles somewhere."""
        return not self.roles or any(grant.role in self.roles for grant in grants_of(user))


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its entries; the glyph is the verb in one character."""

    glyph: str
    words: Words
    entries: tuple[Entry, ...] = field(default_factory=tuple)


KEEPERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.PLANNER})
MENU = (
    Group(
        "览",
        Words("总览", "Overview"),
        (
            Entry("home", Words("总览", "Overview"), "home trace"),
            Entry("mine", Words("我的待办", "My updates"), "mine"),
        ),
    ),
    Group(
        "跟",
        Words("跟进", "Follow up"),
        (
            Entry("indicators", Words("指标", "Indicators"), "indicator"),
            Entry("tasks", Words("任务", "Tasks"), "task"),
            Entry("scorecards", Words("考核", "Scorecards"), "scorecard"),
            Entry("rosters", Words("培育库", "Rosters"), "roster"),
        ),
    ),
    Group(
        "读",
        Words("读入", "Read"),
        (Entry("documents", Words("文档", "Documents"), "document"),),
    ),
    Group(
        "核",
        Words("核对", "Check"),
        (
            Entry("checks", Words("核查", "Checks"), "checks finding"),
            Entry("promises", Words("承诺", "Promises"), "promise"),
        ),
    ),
    Group(
        "记",
        Words("记账", "Keep"),
        (
            Entry("plans", Words("计划", "Plans"), "plan"),
            Entry("my_returns", Words("填报", "Entry"), "my_returns return locks"),
            Entry("late", Words("谁还没报", "Who is late"), "late"),
            Entry("drop_workbooks", Words("工作簿", "Workbooks"), "drop_workbooks workbook"),
        ),
    ),
    Group(
        "公",
        Words("公开", "Publish"),
        (Entry("publishing", Words("公开", "Publishing"), "publish"),),
    ),
    Group(
        "管",
        Words("管理", "Administration"),
        (Entry("administration", Words("管理", "Administration"), "admin", KEEPERS),),
    ),
)


def shown(actor: Actor, page: str) -> Iterator[tuple[Group, list[tuple[Entry, bool]]]]:
    """The groups that a person sees, each entry with whether the page at hand belongs to it."""
    for group in MENU:
        mine = [entry for entry in group.entries if actor.user is not None and entry.is_for(actor.user)]
        if mine:
            yield group, [(entry, page.startswith(tuple(entry.section.split()))) for entry in mine]
