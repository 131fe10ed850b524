"""Plans and reports of the invented city 云澜市 for tests of linking and following: short texts of our own."""

from taizhang.extracting import Reading, read_text

PLAN = """云澜市{year}年国民经济和社会发展计划

一、{last}年国民经济和社会发展计划执行情况

全市上下稳中求进，经济运行总体平稳，民生保障有力。{results}

二、{year}年经济社会发展总体要求和主要预期目标

主要预期目标是：{targets}。

三、{year}年经济社会发展主要任务

{tasks}
"""
HALF = """云澜市{year}年上半年国民经济和社会发展计划执行情况的报告

一、上半年计划执行情况

{results}
"""


def plan(year: int, *, results: str = "", targets: str, tasks: str = "") -> Reading:
    text = PLAN.format(year=year, last=year - 1, results=results, targets=targets, tasks=tasks)
    return read_text(text, f"{year}-plan.txt")


def half(year: int, results: str) -> Reading:
    return read_text(HALF.format(year=year, results=results), f"{year}-half.txt")
