"""Rows as one HTML page that loads nothing: for a browser, for print, and to paste into a document."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TextIO

from taizhang.model.rows import Row
from taizhang.writing.table import NUMERIC, filled, shown
from taizhang.writing.words import Lang, called

HEAD = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ margin: 1.5rem; color: #1d2733; font: 14px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }}
table {{ border-collapse: collapse; margin-bottom: 2rem; }}
caption {{ text-align: left; font-weight: 600; padding: .3rem 0; }}
th, td {{ border: 1px solid #dde3e9; padding: .2rem .6rem; text-align: left; vertical-align: top; }}
th {{ background: #f5f7f9; font-weight: 600; position: sticky; top: 0; white-space: nowrap; }}
td.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
td:not(.n) {{ min-width: 4em; }}
</style>
</head>
<body>
"""
TAIL = "</body>\n</html>\n"


def write(batches: Iterable[Iterable[Row]], keys: Sequence[str], stream: TextIO, lang: Lang) -> None:
    """Write one table a document as they come. A column that is empty throughout is left out."""
    stream.write(HEAD.format(lang="zh-CN" if lang == "zh" else "en", title=called("page.made", lang)))
    for rows in batches:
        listed = list(rows)
        if listed:
            stream.write(table(listed, filled(listed, keys), lang))
    stream.write(TAIL)


def table(rows: Sequence[Row], keys: Sequence[str], lang: Lang) -> str:
    """One table under the path of its document."""
    heads = "".join(f"<th>{escape(called(key, lang))}</th>" for key in keys)
    lines = "\n".join(f"<tr>{''.join(cell(key, row, lang) for key in keys)}</tr>" for row in rows)
    caption = escape(str(rows[0].get("doc") or ""))
    return f"<table>\n<caption>{caption}</caption>\n<tr>{heads}</tr>\n{lines}\n</table>\n"


def cell(key: str, row: Row, lang: Lang) -> str:
    """One cell.

    >>> cell("value", {"value": "5.5"}, "zh"), cell("text", {"text": "<b>"}, "zh")
    ('<td class="n">5.5</td>', '<td>&lt;b&gt;</td>')
    """
    kind = ' class="n"' if key in NUMERIC else ""
    return f"<td{kind}>{escape(shown(key, row.get(key), lang).plain)}</td>"
