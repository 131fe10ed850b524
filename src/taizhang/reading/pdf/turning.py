"""Places on pages that were turned to be read, told as the page is shown."""

from taizhang.reading.layout import Layout, Passage, Run

Turned = dict[int, tuple[int, float, float]]


def turned_back(layout: Layout, turned: Turned) -> None:
    """Correct the boxes of all runs; `turned` gives, by page, the quarters and the width and height as read."""
    if not turned:
        return
    for part in layout.parts:
        for holder in [part] if isinstance(part, Passage) else part.cells:
            holder.runs = [_run_back(run, turned) for run in holder.runs]


def _run_back(run: Run, turned: Turned) -> Run:
    source = run.source
    if source.page not in turned or source.box is None:
        return run
    return run._replace(source=source._replace(box=shown_box(source.box, *turned[source.page])))


def shown_box(
    box: tuple[float, float, float, float], quarters: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """Where a box stands before the page was turned clockwise by one or three quarters; the size is that after it.

    >>> shown_box((10, 20, 30, 40), 1, 800, 600), shown_box((10, 20, 30, 40), 3, 800, 600)
    ((20, 770, 40, 790), (560, 10, 580, 30))
    """
    left, top, right, bottom = box
    if quarters == 1:
        return top, width - right, bottom, width - left
    return height - bottom, left, height - top, right
