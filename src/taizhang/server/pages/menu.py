"""The menu: the verbs of the project, and under each the pages that stand for it, as far as the person may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

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
    """A verb under which entries stand; the glyph is the verb in one character."""

    glyph: str
    words: Words


KEEPERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.PLANNER})
LOOK, FOLLOW = Group("览", Words("总览", "Overview")), Group("跟", Words("跟进", "Follow up"))
READ, CHECK = Group("读", Words("读入", "Read")), Group("核", Words("核对", "Check"))
KEEP, PUBLISH = Group("记", Words("记账", "Keep")), Group("公", Words("公开", "Publish"))
MANAGE = Group("管", Words("管理", "Administration"))
MENU = (
    (LOOK, Entry("home", Words("总览", "Overview"), "home trace")),
    (LOOK, Entry("mine", Words("我的待办", "My updates"), "mine")),
    (FOLLOW, Entry("indicators", Words("指标", "Indicators"), "indicator")),
    (FOLLOW, Entry("tasks", Words("任务", "Tasks"), "task")),
    (FOLLOW, Entry("scorecards", Words("考核", "Scorecards"), "scorecard")),
    (FOLLOW, Entry("rosters", Words("培育库", "Rosters"), "roster")),
    (READ, Entry("documents", Words("文档", "Documents"), "document")),
    (CHECK, Entry("checks", Words("核查", "Checks"), "checks finding")),
    (CHECK, Entry("promises", Words("承诺", "Promises"), "promise")),
    (KEEP, Entry("plans", Words("计划", "Plans"), "plan")),
    (KEEP, Entry("my_returns", Words("填报", "Entry"), "my_returns return locks")),
    (KEEP, Entry("late", Words("谁还没报", "Who is late"), "late")),
    (KEEP, Entry("drop_workbooks", Words("工作簿", "Workbooks"), "drop_workbooks workbook")),
    (PUBLISH, Entry("publishing", Words("公开", "Publishing"), "publish")),
    (MANAGE, Entry("administration", Words("管理", "Administration"), "admin", KEEPERS)),
)


def shown(actor: Actor, page: str) -> Iterator[tuple[Group, list[tuple[Entry, bool]]]]:
    """The groups that a person sees, each entry with whether the page at hand belongs to it."""
    found: dict[Group, list[tuple[Entry, bool]]] = {}
    for group, entry in MENU:
        if actor.user is not None and entry.is_for(actor.user):
            found.setdefault(group, []).append((entry, page.startswith(tuple(entry.section.split()))))
    yield from found.items()
