"""Writes docs/reference from the code, and runs anew the commands that README and docs show: `make reference`.

A test fails while what is committed is not what this makes.
"""

import csv
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from inspect import getdoc
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import click

from taizhang import errors
from taizhang.catalogue.checks import standard_rules
from taizhang.cli.commands import commands
from taizhang.cli.exits import Exit
from taizhang.cli.language import say
from taizhang.model.rows import FINDING_KEYS, LINK_KEYS, STANDING_KEYS, YEAR_PAIR_KEYS
from taizhang.server.config import SETTINGS, Setting
from taizhang.server.lib import refusals
from taizhang.writing.across.briefs import BRIEF_KEYS
from taizhang.writing.across.explaining import explained
from taizhang.writing.listings import LISTINGS
from taizhang.writing.words import LANGUAGES, vocabulary

HERE = Path(__file__).parent
SHOWN = sorted([*HERE.glob("*.md"), *HERE.parent.glob("README*.md")])
CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n.*?```", re.DOTALL)
NOTICE = "<!-- 由 docs/generate.py 生成，请勿手改 · made by docs/generate.py, not to be edited -->\n\n"


def main() -> None:
    """Write every page of the reference."""
    for path, text in pages().items():
        (HERE / "reference" / path).write_text(text, encoding="utf-8")
    for page in SHOWN:
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")


def refreshed(text: str) -> str:
    """A page with the output of every command that it shows as the command prints it now.

    A command stands in a ```console block after `$ `; `echo '…' | taizhang …` feeds it words.
    """
    return CONSOLE.sub(lambda block: f"```console\n$ {block['command']}\n{output_of(block['command'])}```", text)


def output_of(command: str) -> str:
    """What a command prints, run in the repository."""
    words, piped, rest = command.rpartition(" | ")
    stdin = shlex.split(words)[1] + "\n" if piped else ""
    run = subprocess.run(
        [sys.executable, "-m", "taizhang", *shlex.split(rest)[1:]],
        cwd=HERE.parent,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={key: value for key, value in os.environ.items() if not key.startswith("TAIZHANG_")},
        check=False,
    )
    lines = (run.stdout + run.stderr).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def pages() -> dict[str, str]:
    """The pages of the reference: file name → text."""
    made = {
        "commands.md": command_page(),
        "keys.md": key_page(),
        "values.md": value_page(),
        "checks.md": check_page(),
        "errors.md": error_page(),
        "settings.md": settings_page(),
        "states.md": beside("server").states_page(table),
        "api.md": beside("server").api_page(table),
        "pace.md": beside("pace").page(table),
    }
    return {path: NOTICE + text.rstrip() + "\n" for path, text in made.items()}


def command_page() -> str:
    """Every command with its help in both languages."""
    parts = ["# 命令 · Commands\n"]
    for name in ("", *command_names()):
        parts.append(f"## {f'taizhang {name}'.strip()}\n")
        parts += [f"```text\n{help_of(name, lang)}\n```\n" for lang in LANGUAGES]
    return "\n".join(parts)


def command_names() -> Iterator[str]:
    """Every command, and behind a command of commands its own (`admin backup`)."""
    for name, command in commands("zh").commands.items():
        yield name
        yield from (f"{name} {each}" for each in getattr(command, "commands", ()))


def help_of(name: str, lang: str) -> str:
    """What `taizhang NAME --help` prints."""
    command: click.Command = commands(lang)
    context = click.Context(command, info_name="taizhang", max_content_width=100, terminal_width=100)
    for word in name.split():
        command = command.commands[word]
        context = click.Context(command, context, word, terminal_width=100)
    return command.get_help(context)


def key_page() -> str:
    """The keys of each listing, in their order."""
    meanings = {row["key"]: row for row in rows_of("keys.tsv")}
    parts = ["# 输出的键 · Keys of the output\n", INTRODUCTION]
    every = {name: listing.keys for name, listing in LISTINGS.items()} | ACROSS
    for name, keys in every.items():
        parts.append(f"## {name}\n\n{say(f'help_{name}', 'zh').splitlines()[0]}\n")
        parts.append(table(("key", "中文", "English"), [keyed(key, meanings, name) for key in keys]))
    return "\n".join(parts)


ACROSS = {
    "link": LINK_KEYS,
    "check": FINDING_KEYS,
    "follow": STANDING_KEYS,
    "timeline": YEAR_PAIR_KEYS,
    "brief": BRIEF_KEYS,
}


INTRODUCTION = """`--format jsonl` 与 `--format csv` 的键就是下面这些，次序也是；没有的值是 `null`（csv 里是空格子）。
`tables` 的一行或者是目标附表的一个指标，或者是别的表的一个格子，各有各的键。位置都以 `document.text` 计。

These are the keys of `--format jsonl` and `--format csv`, in their order; what is absent is `null`, in csv an empty
cell. A row of `tables` is an indicator of a target annex or a cell of any other table, each with its own keys. Offsets
are in `document.text`.
"""


def keyed(key: str, meanings: dict[str, dict[str, str]], listing: str) -> tuple[str, str, str]:
    """One line of a table of keys; a key may mean something of its own in one listing (`follow.target`)."""
    meaning = meanings.get(f"{listing}.{key}") or meanings[key]
    return f"`{key}`", meaning["zh"], meaning["en"]


def value_page() -> str:
    """The values of every key that has a closed list of them, rules and reasons included."""
    parts = ["# 取值 · Values\n"]
    by_key: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows_of("values.tsv"):
        by_key.setdefault(row["key"], []).append((f"`{row['value']}`", row["zh"], row["en"]))
    for prefix in ("reason", "rule", "tie", "light", "verdict", "severity"):
        by_key[prefix] = [
            (f"`{word.removeprefix(prefix + '.')}`", called["zh"], called["en"])
            for word, called in vocabulary().items()
            if word.startswith(prefix + ".")
        ]
    for key, values in by_key.items():
        parts.append(f"## {key}\n")
        parts.append(table(("value", "中文", "English"), values))
    return "\n".join(parts)


def check_page() -> str:
    """Every check with its severity, its thresholds and what it looks for, and the presets."""
    rules = standard_rules()
    parts = ["# 核对项 · Checks\n", CHECKS]
    rows = [
        (f"`{name}`", *preset.title, str(preset.most or ""), "、".join(f"`{each}`" for each in preset.checks))
        for name, preset in rules.presets.items()
    ]
    parts.append(table(("preset", "中文", "English", "--limit", "checks"), rows))
    for name, rule in rules.checks.items():
        parts.append(f"## {name}\n\n{rule.title.zh} · {rule.title.en}\n")
        parts += [f"```text\n{explained(rule, lang).rstrip()}\n```\n" for lang in LANGUAGES]
        parts += [f"- {words}" for words in (rule.message.zh, rule.message.en)]
        if rule.question:
            parts += [f"- {words}" for words in rule.question]
        parts.append("")
    return "\n".join(parts)


CHECKS = """`taizhang check` 做的每一项核对；`taizhang check --explain 名称` 打印的就是这里的说明。
要改轻重、阈值、措辞，照 [checks.toml](../../src/taizhang/catalogue/data/checks.toml) 写一个文件，
只写要改的条目，用 `--rules` 给它。每项后面是它的说明和提问的句式。

Every check of `taizhang check`; `taizhang check --explain NAME` prints what stands here. To change severity,
thresholds or words, write a file like checks.toml with just the entries to change, and give it with `--rules`.
Each check ends with the templates of its message and of its question.
"""


@cache
def beside(name: str) -> ModuleType:
    """Another script of this folder, which need not be on the path."""
    spec = spec_from_file_location(f"docs_{name}", HERE / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def error_page() -> str:
    """Exit codes and errors."""
    codes = [(f"{code.value}", say(f"exit_{code.name}", "zh"), say(f"exit_{code.name}", "en")) for code in Exit]
    kinds = [(f"`{kind.__name__}`", cell(kind.zh), cell(kind.en)) for kind in tree(errors.TaizhangError, errors)]
    refused = [
        (f"`{kind.code}`", str(kind.status), cell(kind.zh), cell(kind.en)) for kind in tree(refusals.Refused, refusals)
    ]
    return "\n".join(
        [
            "# 退出码与错误 · Exit codes and errors\n",
            "## 退出码 · Exit codes\n",
            table(("code", "中文", "English"), codes),
            "## 错误 · Errors\n",
            f"```text\n{(getdoc(errors) or '').partition('A message')[0].strip()}\n```\n",
            table(("error", "中文", "English"), kinds),
            "## 服务器的拒绝 · Refusals of the server\n",
            table(("code", "HTTP", "中文", "English"), refused),
        ]
    )


def settings_page() -> str:
    """Every setting of the server: variable, kind, default, meaning."""
    rows = [
        (f"`{each.variable}`", values_of(each), f"`{each.default}`" if each.default else "", *map(cell, each.about))
        for each in SETTINGS
    ]
    return f"# 服务器的设置 · Settings of the server\n\n{SETTING}\n{table(SETTING_HEAD, rows)}"


SETTING_HEAD = ("variable", "值 values", "默认 default", "中文", "English")
SETTING = """`taizhang serve` 与 `taizhang admin` 从环境变量读取设置，启动时逐项检查；
名称拼错、值不合要求都不启动，并说明哪一项、为什么。
`taizhang admin settings` 列出生效的值。怎样部署见[部署](../how-to/deploy.md)。

`taizhang serve` and `taizhang admin` read their settings from the environment and check each at the start: with a name
misspelt or a value that cannot be they do not start, and say which and why. `taizhang admin settings` lists those in
force. How to deploy: [deploy](../how-to/deploy.en.md).
"""


def values_of(setting: Setting) -> str:
    """What a setting may hold."""
    if setting.kind == "number":
        return f"{setting.least}–{setting.most}"
    if setting.kind == "url" and setting.schemes:
        return " ".join(f"`{scheme}://`" for scheme in setting.schemes)
    return {"flag": "`yes` `no`"}.get(setting.kind) or " ".join(f"`{each}`" for each in setting.choices) or setting.kind


Kind = TypeVar("Kind", bound=type[errors.TaizhangError])


def tree(kind: Kind, module: ModuleType) -> Iterator[Kind]:
    """An error and all its kinds that a module defines."""
    if kind.__module__ == module.__name__:
        yield kind
        for child in kind.__subclasses__():
            yield from tree(child, module)


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a data file beside this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def cell(words: str) -> str:
    """Words that may stand in a Markdown table."""
    return words.replace("|", "\\|")


if __name__ == "__main__":
    main()
