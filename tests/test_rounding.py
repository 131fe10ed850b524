"""Figures that are consistent and then rounded, in any unit and to any place, never raise an arithmetic finding.

Exact values are drawn, the sentence or table is written with each figure rounded to the nearest at a place of its own,
and what the checks of arithmetic find in it must be nothing. The same sentences with one figure moved by more than
all rounding together must be found, so that the first half can fail.
"""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang import read_text
from taizhang.catalogue.checks import only, standard_rules
from taizhang.checking import check
from taizhang.linking import link

ARITHMETIC = frozenset({"growth_arithmetic", "share_arithmetic", "sum_of_parts", "level_growth_mismatch"})
RULES = only(standard_rules(), ARITHMETIC)
UNITS = (("亿元", 10**8), ("万元", 10**4), ("亿元", 10**8))
SERIES = ("一般公共预算收入", "社会消费品零售总额", "进出口总额", "旅游总收入", "金融机构存款余额", "网络零售额")
MODES = st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN))
QUICK = settings(max_examples=60, deadline=None, derandomize=True)


def printed(value: Fraction, places: int, mode: str) -> str:
    """The value rounded to so many places, as a document prints it."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return format(exact.quantize(Decimal(1).scaleb(-places), rounding=mode), "f")


@st.composite
def amounts(draw: st.DrawFn) -> Fraction:
    """An amount of money in yuan, of a county's to a province's size."""
    return Fraction(draw(st.integers(10**8, 9 * 10**11)))


@st.composite
def money(draw: st.DrawFn, value: Fraction) -> str:
    """The amount in 亿元 or 万元 at a legal place: never so coarse that nothing is left of it."""
    unit, scale = draw(st.sampled_from(UNITS))
    places = draw(st.integers(0, 3 if unit == "亿元" else 1))
    places = max(places, 1) if value / scale < 20 else places
    return printed(value / scale, places, draw(MODES)) + unit


@st.composite
def rate(draw: st.DrawFn, value: Fraction) -> str:
    """A rate in per cent at one to three places."""
    return printed(abs(value), draw(st.integers(1, 3)), draw(MODES)) + "%"


def found(text: str) -> list[str]:
    """The checks that raise something in the text."""
    return [finding.check for finding in check(link([read_text(text, "x.txt")]), RULES)]


def grown(value: Fraction) -> str:
    return "下降" if value < 0 else "增长"


@st.composite
def growths(draw: st.DrawFn) -> tuple[Fraction, Fraction]:
    """A base and what it grew to, apart by no less than can be printed."""
    base = draw(amounts())
    return base, base * (1000 + draw(st.sampled_from([*range(-400, -9), *range(10, 600)]))) / 1000


@st.composite
def growth_sentences(draw: st.DrawFn, error: Fraction = Fraction(0)) -> str:
    """One statement of level, base or change, and growth, in one of its constructions."""
    base, value = draw(growths())
    name = draw(st.sampled_from(SERIES))
    pace = (value / base - 1) * 100
    told = pace + error
    rise = "减少" if value < base else "增加"
    change = draw(money(abs(value - base)))
    level, before, growth = draw(money(value)), draw(money(base)), draw(rate(told))
    return draw(
        st.sampled_from(
            (
                f"全年{name}完成{level}，比上年{rise}{change}，{grown(told)}{growth}。",
                f"{name}{level}，同比{rise}{change}、{grown(told)}{growth}。",
                f"{name}由{before}{rise}到{level}，{grown(told)}{growth}。",
                f"{name}从上年的{before}{rise}至{level}，同比{grown(told)}{growth}。",
                f"{name}实现{level}，{grown(told)}{growth}，比上年{rise}{change}。",
                f"{name}达到{level}，由上年的{before}{grown(told)}{growth}。",
                f"{name}{level}，比上年同期的{before}{grown(told)}{growth}。",
            )
        )
    )


@st.composite
def shares(draw: st.DrawFn, error: Fraction = Fraction(0)) -> str:
    """Part, whole and share."""
    whole = draw(amounts())
    part = whole * draw(st.integers(30, 950)) / 1000
    share = draw(rate(part / whole * 100 + error))
    in_whole, in_part = draw(money(whole)), draw(money(part))
    return draw(
        st.sampled_from(
            (
                f"一般公共预算支出{in_whole}，增长2%。民生支出{in_part}，占一般公共预算支出的{share}。",
                f"民生支出{in_part}，占一般公共预算支出{in_whole}的{share}。",
                f"进出口总额{in_whole}，其中民营企业进出口{in_part}，占比{share}。",
                f"一般公共预算收入预算{in_whole}，实际完成{in_part}，完成预算的{share}。",
            )
        )
    )


@st.composite
def points_apart(draw: st.DrawFn, error: Fraction = Fraction(0)) -> str:
    """Two shares and the points between them."""
    earlier = draw(st.integers(100, 800)) * Fraction(1, 10)
    later = earlier + draw(st.integers(5, 150)) * Fraction(1, 10) + draw(st.integers(0, 99)) * Fraction(1, 1000)
    a, b = draw(rate(earlier)), draw(rate(later))
    points = printed(later - earlier + error, draw(st.integers(1, 2)), draw(MODES))
    return draw(
        st.sampled_from(
            (
                f"数字经济占比由{a}提高到{b}，提高{points}个百分点。",
                f"数字经济占比由上年的{a}提升至{b}，提升{points}个百分点。",
                f"数字经济占比达到{b}，比上年的{a}提高{points}个百分点。",
            )
        )
    )


@st.composite
def sums(draw: st.DrawFn, error: Fraction = Fraction(0)) -> str:
    """A whole and all of its parts; `error` is a share of the whole."""
    parts = [draw(amounts()) for _ in range(3)]
    both, every = parts[0] + parts[1], sum(parts, Fraction(0))
    first, second, third = (draw(money(part)) for part in parts)
    two, three = draw(money(both * (1 + error))), draw(money(every * (1 + error)))
    return draw(
        st.sampled_from(
            (
                f"一般公共预算收入{two}，其中税收收入{first}，非税收入{second}。",
                f"全年进出口总额{two}。其中，出口总额{first}，增长3%；进口总额{second}，增长1%。",
                f"新增债券{two}（一般债券{first}、专项债券{second}）。",
                f"安排财政资金{first}、银行贷款{second}、企业自筹{third}，合计{three}。",
                f"一般公共预算收入{first}，加上级补助{second}、上年结转{third}，收入总计{three}。",
                f"地区生产总值{three}，增长5%。一产增加值{first}，增长3%；二产增加值{second}；三产增加值{third}。",
            )
        )
    )


@st.composite
def structures(draw: st.DrawFn, error: Fraction = Fraction(0)) -> str:
    """The shares of three industries, each rounded to one place of all three."""
    first, second = draw(st.integers(101, 300)), draw(st.integers(200, 600))
    exact = [Fraction(first, 10), Fraction(second, 10)]
    drift = draw(st.integers(0, 99)) * Fraction(1, 1000)
    parts = [exact[0] + drift, exact[1] + drift, 100 - sum(exact) - 2 * drift + error]
    places, mode = draw(st.integers(1, 2)), draw(MODES)
    a, b, c = (printed(part, places, mode) for part in parts)
    return draw(
        st.sampled_from(
            (
                f"三次产业结构为{a}:{b}:{c}。",
                f"三次产业结构调整为{a}：{b}：{c}。",
                f"三次产业比重分别为{a}%、{b}%、{c}%。",
            )
        )
    )


@st.composite
def annexes(draw: st.DrawFn, error: Fraction = Fraction(0)) -> str:
    """The annex of a plan: last year's result, its growth, this year's value and growth, one unit a row."""
    rows = []
    for name in draw(st.lists(st.sampled_from(SERIES), min_size=3, max_size=5, unique=True)):
        base, value = draw(growths())
        told = (value / base - 1) * 100 + error
        places = draw(st.integers(1, 3))
        cells = [printed(amount / 10**8, places, draw(MODES)) for amount in (base, value)]
        pace = ("-" if told < 0 else "") + draw(rate(told)).rstrip("%")
        rows.append(f"{name}\t亿元\t{cells[0]}\t5.2\t{cells[1]}\t{pace}")
    head = "指标\t单位\t2024年完成\t增长（%）\t2025年计划\t增长（%）"
    title = "附件\n云澜市2025年国民经济和社会发展主要预期目标\n"
    return (
        f"云澜市2025年国民经济和社会发展计划\n\n一、2024年回顾\n运行平稳。\n\n{title}" + "\n".join([head, *rows]) + "\n"
    )


@st.composite
def two_sections(draw: st.DrawFn, error: Fraction = Fraction(0)) -> str:
    """A count in the review, and its target with the growth on it."""
    base = draw(st.integers(20, 900))
    value = base + draw(st.integers(1, base))
    told = draw(rate((Fraction(value, base) - 1) * 100 + error))
    review = f"一、2024年工作回顾\n2024年，实施市级重点项目{base}个。\n"
    return f"{review}二、2025年主要目标\n2025年，实施市级重点项目{value}个，增长{told}。\n"


@QUICK
@given(growth_sentences())
def test_rounded_growth_is_never_raised(text):
    assert found(text) == []


@QUICK
@given(shares())
def test_rounded_shares_are_never_raised(text):
    assert found(text) == []


@QUICK
@given(points_apart())
def test_rounded_points_are_never_raised(text):
    assert found(text) == []


@QUICK
@given(sums())
def test_rounded_parts_are_never_raised(text):
    assert found(text) == []


@QUICK
@given(structures())
def test_rounded_structures_are_never_raised(text):
    assert found(text) == []


@QUICK
@given(annexes())
def test_rounded_rows_of_an_annex_are_never_raised(text):
    assert found(text) == []


@QUICK
@given(two_sections())
def test_rounded_growth_on_a_count_elsewhere_is_never_raised(text):
    assert found(text) == []


# Errors beyond what all roundings together can explain: an amount below 20 has one place at least, so that its own
# rounding is at most a four-hundredth of it.
@QUICK
@given(growth_sentences(error=Fraction(35)))
def test_a_growth_that_is_off_is_found(text):
    assert found(text) == ["growth_arithmetic"]


@QUICK
@given(shares(error=Fraction(27)))
def test_a_share_that_is_off_is_found(text):
    assert found(text) == ["share_arithmetic"]


@QUICK
@given(points_apart(error=Fraction(27)))
def test_points_that_are_off_are_found(text):
    assert found(text) == ["growth_arithmetic"]


@QUICK
@given(sums(error=Fraction(1, 5)))
def test_a_sum_that_is_off_is_found(text):
    assert found(text) == ["sum_of_parts"]


@QUICK
@given(structures(error=Fraction(2)))
def test_a_structure_that_is_off_is_found(text):
    assert found(text) == ["sum_of_parts"]


@QUICK
@given(annexes(error=Fraction(35)))
def test_rows_of_an_annex_that_are_off_are_found(text):
    assert set(found(text)) == {"growth_arithmetic"}


@QUICK
@given(two_sections(error=Fraction(35)))
def test_growth_off_a_count_elsewhere_is_found(text):
    assert found(text) == ["level_growth_mismatch"]
