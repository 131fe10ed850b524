"""What happens on which day of the year, and in which order on one day."""

from collections.abc import Callable
from functools import partial

from yearly import adjusting, autumn, closing, dealing, drafting, figures, filing, papers, passing, reviewing, work
from yearly.cast import Year

Event = Callable[[Year], object]
LATER = "项目评审推迟，三季度末难以完成"
TOLD = (
    ("2024-09-20", papers.find),
    ("2024-09-20", papers.check),
    ("2024-10-08", figures.own),
    ("2024-10-08", autumn.collect),
    ("2024-11-20", autumn.balance),
    ("2024-11-25", partial(reviewing.review, name=papers.PLAN)),
    ("2024-11-28", drafting.begin),
    ("2024-11-29", drafting.complete),
    ("2024-12-02", passing.consult),
    ("2024-12-13", passing.decide),
    ("2024-12-20", passing.meet),
    ("2024-12-24", passing.examine),
    ("2025-01-21", passing.approve),
    ("2025-01-24", partial(drafting.accept_results, name=papers.PLAN)),
    ("2025-01-27", figures.last_year),
    ("2025-03-05", passing.issue),
    ("2025-03-10", dealing.deal_out),
    ("2025-03-28", partial(figures.edition, vintage="preliminary", value="1656.3", growth="5.6")),
    (work.BEGUN, partial(work.usual, step="start", words="已制定实施方案并启动")),
    ("2025-07-18", partial(reviewing.review, name=papers.HALF_BEFORE)),
    ("2025-07-18", partial(drafting.accept_results, name=papers.HALF_BEFORE)),
    ("2025-07-18", partial(reviewing.review, name=papers.HALF)),
    ("2025-07-18", partial(drafting.accept_results, name=papers.HALF)),
    ("2025-07-20", closing.standings),
    ("2025-07-25", adjusting.tasks),
    ("2025-08-05", adjusting.rejected),
    ("2025-08-26", closing.report),
    ("2025-09-10", partial(work.ask, title=work.SPACE, to_day="2025-12-20", reason=LATER)),
    ("2025-09-12", partial(work.decide, title=work.SPACE)),
    ("2025-09-22", figures.correct),
    ("2025-10-20", partial(work.ask, title=work.BOILERS, to_day="2025-11-30", reason="供暖前停炉窗口期短")),
    ("2025-10-22", partial(work.decide, title=work.BOILERS)),
    ("2025-10-28", adjusting.plan),
    ("2025-11-03", dealing.deal_out_anew),
    ("2025-11-03", partial(work.late, title=work.NETWORK)),
    ("2025-11-03", partial(work.ask, title=work.NETWORK, to_day="2025-12-31", reason="算力中心设备到货推迟")),
    ("2025-11-05", partial(work.decide, title=work.NETWORK, note="任务已逾期，不再延期，请抓紧完成")),
    ("2025-12-22", partial(figures.edition, vintage="final", value="1661.9", growth="5.7")),
    (work.ENDED, partial(work.usual, step="finish", words="年度任务已完成")),
    ("2026-01-05", work.all_late),
    ("2026-01-20", figures.end_of_year),
    ("2026-01-22", closing.verdicts),
    ("2026-01-23", closing.close_too_early),
    ("2026-01-26", closing.answer),
    ("2026-01-28", closing.close),
)


def events() -> list[tuple[str, Event]]:
    """All that happens, day by day."""
    reports = [(day, partial(work.told, day=day)) for day in work.days()]
    return sorted([*TOLD, *filing.DAYS, *reports], key=lambda event: event[0])


def tell(year: Year) -> None:
    """The whole year."""
    for day, event in events():
        if str(year.day) != day:
            year.on(day)
        event(year)
