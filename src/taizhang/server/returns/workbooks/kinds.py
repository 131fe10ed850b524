"""The kinds of workbooks: returns, tasks of a draft, figures; which one a file is."""

from collections.abc import Sequence

from taizhang.server.accounts.acting import Actor
from taizhang.server.returns.models import Import, Return
from taizhang.server.returns.workbooks import of_returns
from taizhang.server.returns.workbooks.figure_lists import putting as figures_in
from taizhang.server.returns.workbooks.figure_lists import reading as figures
from taizhang.server.returns.workbooks.opening import Page
from taizhang.server.returns.workbooks.sources import Kind, Source
from taizhang.server.returns.workbooks.task_lists import putting as tasks_in
from taizhang.server.returns.workbooks.task_lists import reading as tasks

KINDS: dict[str, Kind] = {
    Import.Kind.TASKS: Kind(tasks.find, tasks.weigh, tasks_in.put, tasks_in.must_be_open, tasks_in.back),
    Import.Kind.FIGURES: Kind(figures.find, figures.weigh, figures_in.put, figures_in.must_be_open, figures_in.back),
    Import.Kind.RETURNS: Kind(
        of_returns.find, of_returns.weigh, of_returns.put, of_returns.must_be_open, of_returns.back
    ),
}


def recognised(actor: Actor, pages: Sequence[Page], asked: Return | None) -> tuple[str, list[Source]]:
    """Of which kind a workbook is, and its sheets; returns where it is of none that can be told."""
    for name, kind in KINDS.items():
        found = kind.find(actor, pages, asked)
        if found:
            return name, found
    return Import.Kind.RETURNS, []
