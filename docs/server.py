"""The pages of the reference that tell of the server: its machines of states, its routes with their actions and scopes.

What a route does is read from the code: the actions that its function, or what that calls, carries out; where it
carries out none, the actions that it must be allowed to read by.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from inspect import getclosurevars, unwrap
from itertools import chain
from tempfile import mkdtemp
from types import CodeType, FunctionType, ModuleType
from typing import Any

Table = Callable[[tuple[str, ...], list[tuple[str, ...]]], str]
Found = dict[str, set[str]]
ACTING = "taizhang.server.accounts.acting"
METHODS = ("get", "post", "put", "patch", "delete")
ANYWHERE = {
    "dump_get_table": ("read",),  # by what is exported: the action that reads it
}


def set_up() -> None:
    """Let the models of the server be imported, in a folder of their own where no tests have done so."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.server.settings"
        os.environ["TAIZHANG_HOME"] = mkdtemp()
    import_module("django").setup()


def states_page(table: Table) -> str:
    """Every machine: its states with their names, and which step leads from which to which."""
    parts = ["# 状态与步骤 · States and steps\n", STATES]
    for machine in machines():
        parts.append(f"## {machine.name.zh} · {machine.name.en}\n")
        parts.append(table(STATE_HEAD, [(f"`{state}`", *words) for state, words in machine.states.items()]))
        steps = [
            (_named(machine, was), f"`{step}`", _named(machine, now)) for (was, step), now in machine.steps.items()
        ]
        parts.append(table(STEP_HEAD, steps))
    return "\n".join(parts)


def _named(machine: Any, state: str) -> str:
    return f"{machine.states[state].zh} `{state}`"


@cache
def machines() -> tuple[Any, ...]:
    """The machines that the server has, by where they are defined."""
    routes()
    machine = import_module("taizhang.server.lib.machines").Machine
    found: dict[int, Any] = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("taizhang.server."):
            found |= {id(each): each for each in vars(module).values() if isinstance(each, machine)}
    return tuple(sorted(found.values(), key=lambda each: str(each.name.en)))


def api_page(table: Table) -> str:
    """Every route by its part: the actions it wants, the scope that a token needs, what it does."""
    permissions = import_module("taizhang.server.accounts.permissions").permissions()
    parts = ["# 接口 · The API\n", API]
    by_part: dict[str, list[tuple[str, ...]]] = {}
    for method, path, said, view in routes():
        names = actions_of(view, permissions)
        scopes = sorted({permissions[name].scope for name in names if name in permissions})
        scopes = scopes or list(ANYWHERE.get(said["operationId"], ()))
        about = " ".join(said["description"].split()).replace("|", "\\|")
        row = (f"`{method.upper()}`", f"`{path}`", _quoted(names), _quoted(scopes), about)
        by_part.setdefault(said["tags"][0], []).append(row)
    for part, rows in by_part.items():
        parts.append(f"## {part}\n")
        parts.append(table(ROUTE_HEAD, rows))
    parts.append(OWN)
    parts.append(table(OWN_HEAD, list(_routeless(permissions))))
    return "\n".join(parts)


def _quoted(names: list[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


@cache
def routes() -> tuple[tuple[str, str, dict[str, Any], FunctionType], ...]:
    """Every operation of the OpenAPI document: method, path, what is said of it, the function that answers."""
    set_up()
    api = import_module("taizhang.server.api").api
    views = {
        api.get_openapi_operation_id(operation): unwrap(operation.view_func)
        for router in api._get_bound_routers()  # noqa: SLF001 - ninja has no other way to its operations
        for path in router.path_operations.values()
        for operation in path.operations
    }
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return tuple(
        (method, path, said, views[said["operationId"]])
        for path, methods in paths.items()
        for method, said in methods.items()
        if method in METHODS
    )


def actions_of(view: FunctionType, permissions: dict[str, Any]) -> list[str]:
    """The actions that a function carries out; where it carries out none, those that it reads by."""
    found: Found = {"done": set(), "read": set()}
    _look(view, permissions, found, set())
    return sorted(found["done"] or found["read"])


def _look(function: FunctionType, permissions: dict[str, Any], found: Found, seen: set[FunctionType]) -> None:
    """Look through a function and all of ours that it calls, up to the actions."""
    if function in seen:
        return
    seen.add(function)
    if function.__globals__["__name__"] == ACTING and function.__code__.co_name == "acting":
        found["done"].add(getclosurevars(function).nonlocals["name"])
        return
    for code in _codes(function.__code__):
        named = _named_in(code, function.__globals__)
        said = (*code.co_consts, *(function.__defaults__ or ()), *named)
        found["read"] |= {each for each in said if isinstance(each, str) and each in permissions}
        for called in chain.from_iterable(map(_called, named)):
            _look(called, permissions, found, seen)


def _named_in(code: CodeType, known: dict[str, Any]) -> list[object]:
    """What the names in a piece of code stand for; of a module of ours also what is taken from it."""
    named = [known.get(name) for name in code.co_names]
    ours = [each for each in named if isinstance(each, ModuleType) and each.__name__.startswith("taizhang.server.")]
    return named + [getattr(module, name, None) for module in ours for name in code.co_names]


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _called(thing: object) -> Iterator[FunctionType]:
    """The function of ours that a name stands for, or those of a class or of a table of functions."""
    things = (
        thing.values() if isinstance(thing, dict) else vars(thing).values() if isinstance(thing, type) else (thing,)
    )
    for each in things:
        if isinstance(each, FunctionType) and each.__module__.startswith("taizhang.server."):
            yield each


def _routeless(permissions: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The actions of the table that no route carries out or reads by."""
    reached = {name for _, _, _, view in routes() for name in actions_of(view, permissions)}
    for name, permission in permissions.items():
        if name not in reached:
            yield f"`{name}`", permission.name.zh, permission.name.en


STATE_HEAD, STEP_HEAD = ("state", "中文", "English"), ("从 from", "步骤 step", "到 to")
ROUTE_HEAD = ("", "地址 path", "操作 action", "范围 scope", "做什么 what it does")
OWN_HEAD = ("action", "中文", "English")
STATES = """下面是台账里每一种东西的状态，以及从哪个状态走哪一步到哪个状态。
没有列出的步骤，一律答复 `wrong_state`（409）。
谁可以走哪一步，见[权限](permissions.md)；计划的步骤还要看本地区的程序。
填报的“未到期”“待报”“逾期”由日期得出，不等后台任务改写。

The states of each kind of thing in the ledger, and which step leads from which to which. Any other step is answered
with `wrong_state` (409). Who may take a step: [permissions](permissions.md); steps of a plan also follow the procedure
of the region. That a return is not due, due or overdue is told from its days, whether or not a worker wrote it down.
"""
API = """接口与页面用同样的操作和查询。完整的说明（参数、字段、取值）在服务器上：`/api/v1/docs`，
OpenAPI 文档在 `/api/v1/openapi.json`。

- 令牌放在请求头 `Authorization: Bearer tz_…`。令牌有范围（scope），能做的不超过它的主人；
  “操作”一栏说要什么权限，见[权限](permissions.md)。
- “操作”空着的，登录即可；公开页面（`/public/`）不用登录。有几个操作的，看办的是哪一步、读的是什么。
- 看不到的与不存在的一样，答 404。出错答 `application/problem+json`：`code` 不变，`detail` 说哪里不对、怎么办，
  见[错误](errors.md)。
- 列表每页至多 1000 条：`limit`、`after`（上一页的 `next`）；`Accept-Language: en` 得英文提示。
- 小数写成字符串，如 `"5.50"`；空着是 `null`，不是 0；时间带本单位时区，如
  `2025-03-31T09:30:00+08:00`。改一行要带看到的 `revision`，别人改过就答 409，不覆盖。

The API has the same actions and queries as the pages. Parameters, fields and values are told by the server itself:
`/api/v1/docs`, the OpenAPI document at `/api/v1/openapi.json`.

- A token goes into the header `Authorization: Bearer tz_…`. It has scopes and never may more than its owner; the
  column of actions names the right that is wanted, see [permissions](permissions.md).
- Where no action stands, being signed in is enough; `/public/` wants not even that. Where several stand, it depends on
  the step that is taken or on what is read.
- What may not be seen is answered as if it were not there: 404. Errors are `application/problem+json`; `code` stays the
  same, `detail` says what is wrong and what to do, see [errors](errors.md).
- Lists give at most 1000 rows a page: `limit`, and `after`, which is the `next` of the page before.
  `Accept-Language: en` gives messages in English.
- Decimals are strings, as in `"5.50"`; blank is `null` and not 0; times carry the offset of the office, as in
  `2025-03-31T09:30:00+08:00`. A change of a row wants the `revision` that was seen: where somebody saved it meanwhile
  the answer is 409, and nothing is overwritten.
"""
OWN = """## 没有地址的操作 · Actions without a route

这些由服务器自己做，不问谁的权限，日志里都有。What the server does by itself; the log has it all the same.
"""
