"""Views of lists that a person keeps: what was chosen to be seen, under a name of its own."""

import re

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, own_action
from taizhang.server.accounts.models import SavedView, User
from taizhang.server.lib.refusals import Invalid

PAGE = re.compile(r"[a-z][a-z_]{0,23}", re.ASCII)
MOST = 50  # tabs beyond that are no help to anybody
LONGEST = 20_000
ERRORS = {
    "blank": Words("请给视图起个名字", "give the view a name"),
    "long": Words("名字最多 40 字", "a name has at most 40 characters"),
    "taken": Words("已有同名的视图", "there is a view of that name"),
    "page": Words("没有这个列表", "there is no such list"),
    "query": Words(f"筛选条件过长，最多 {LONGEST} 字", f"what is chosen is too long: at most {LONGEST} characters"),
    "many": Words(f"每个列表最多 {MOST} 个视图，请先删除", f"at most {MOST} views a list: remove one first"),
}


@own_action("own.view")
def keep_view(act: Act, user: User, *, page: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep what is chosen in a list under a name."""
    errors = _wrong(name, query)
    if not PAGE.fullmatch(page):
        errors["page"] = ERRORS["page"]
    held = set(SavedView.objects.filter(user=user, page=page).values_list("name", flat=True))
    if name.strip() in held:
        errors["name"] = ERRORS["taken"]
    if len(held) >= MOST:
        errors["name"] = ERRORS["many"]
    if errors:
        raise Invalid(errors)
    return act.create(SavedView(user=user, page=page, name=name.strip(), query=query, shared=shared))


@own_action("own.view_change")
def change_view(
    act: Act,
    view: SavedView,
    *,
    expected: int,
    name: str | None = None,
    query: str | None = None,
    shared: bool | None = None,
) -> SavedView:
    """Rename a view, share it or no longer, or let it hold what is chosen now; what is not named stays."""
    named = (view.name if name is None else name).strip()
    errors = _wrong(named, query or "")
    same = SavedView.objects.filter(user=view.user_id, page=view.page, name=named)
    if same.exclude(pk=view.pk).exists():
        errors["name"] = ERRORS["taken"]
    if errors:
        raise Invalid(errors)
    wanted = {"name": named, "query": query, "shared": shared}
    return act.update(view, expected=expected, **{field: value for field, value in wanted.items() if value is not None})


@own_action("own.view_remove")
def remove_view(act: Act, view: SavedView, *, expected: int) -> None:
    """Remove a view."""
    act.update(view, expected=expected)
    act.delete(view)


def _wrong(name: str, query: str) -> dict[str, Words]:
    errors = {}
    if not name.strip() or "\0" in name:
        errors["name"] = ERRORS["blank"]
    if len(name.strip()) > 40:
        errors["name"] = ERRORS["long"]
    if len(query) > LONGEST or "\0" in query:
        errors["query"] = ERRORS["query"]
    return errors
