"""What the pages of administration share: who may open which, and how they are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Role
from taizhang.server.accounts.permissions import grants_of
from taizhang.server.lib.refusals import NotAllowed

ADMINISTRATION = Words("管理", "Administration")
ADMINISTRATOR, AUDITOR, PLANNER = Role.ADMINISTRATOR, Role.AUDITOR, Role.PLANNER
WRONG = 422


@dataclass(frozen=True, slots=True)
class Tile:
    """A page of administration: its name, words, what it is for, and the roles that it is for."""

    page: str
    words: Words
    about: Words
    roles: frozenset[str]


def _tile(page: str, words: Words, about: Words, *roles: str) -> Tile:
    return Tile(page, words, about, frozenset(roles))


TILES = (
    _tile(
        "admin_units",
        Words("单位", "Units"),
        Words("单位树：下设、更名、移动、撤销", "the tree: make below, rename, move, close"),
        *(ADMINISTRATOR, AUDITOR, PLANNER),
    ),
    _tile(
        "admin_people",
        Words("人员与角色", "People and roles"),
        Words("账户、角色、密码、锁定、令牌", "accounts, roles, passwords, lock-outs, tokens"),
        *(ADMINISTRATOR, AUDITOR),
    ),
    _tile(
        "admin_regions",
        Words("地区", "Regions"),
        Words("设立、更名", "set up, rename"),
        *(ADMINISTRATOR, AUDITOR),
    ),
    _tile(
        "admin_procedure",
        Words("编制程序与日历", "Procedure and calendar"),
        Words("哪些步骤、何日之前、以何为据", "which steps, by what day, on what they rest"),
        *(ADMINISTRATOR, PLANNER, AUDITOR),
    ),
    _tile(
        "admin_catalogue",
        Words("指标目录", "Catalogue of indicators"),
        Words("本地指标、别名、归口、合理范围", "indicators of one's own, aliases, authority, bounds"),
        *(ADMINISTRATOR, PLANNER),
    ),
    _tile(
        "admin_forms",
        Words("报表", "Forms of returns"),
        Words("谁报、报什么、何时报；生成期次", "who reports what by when; make the periods"),
        *(ADMINISTRATOR, PLANNER),
    ),
    _tile(
        "admin_rules",
        Words("规则", "Rules"),
        Words("亮灯规则、考核规则及其来源", "rules of lights and scorecards, with their sources"),
        *(ADMINISTRATOR, PLANNER, AUDITOR),
    ),
    _tile(
        "admin_hooks",
        Words("推送", "Webhooks"),
        Words("把发生的事告知其他系统", "tell other systems what happens"),
        ADMINISTRATOR,
    ),
    _tile(
        "admin_jobs",
        Words("后台任务", "Background jobs"),
        Words("排队、进行、失败", "waiting, running, failed"),
        ADMINISTRATOR,
    ),
    _tile(
        "admin_settings",
        Words("系统设置", "Settings"),
        Words("现行设置、公开页面是否开放", "the settings in force; whether published pages are on"),
        ADMINISTRATOR,
    ),
    _tile(
        "admin_log",
        Words("日志", "Log"),
        Words("谁在何时改了什么；核验、导出", "who changed what when; verify, export"),
        *(ADMINISTRATOR, AUDITOR),
    ),
)
BY_PAGE = {tile.page: tile for tile in TILES}


def tiles_for(actor: Actor) -> list[Tile]:
    """The pages that a person may open."""
    held = {grant.role for grant in grants_of(actor.user)} if actor.user else set()
    return [tile for tile in TILES if tile.roles & held]


def opened(actor: Actor, page: str) -> Tile:
    """The page of that name; NotAllowed where it is for others."""
    tile = BY_PAGE[page]
    if tile not in tiles_for(actor):
        raise NotAllowed(action=tile.words, unit=ADMINISTRATION)
    return tile


def drawn(
    request: HttpRequest, template: str, tile: Tile, told: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page of administration."""
    return render(request, f"administration/{template}.html", {"tile": tile, **told}, status=status)
