"""The arithmetic of scorecards: formulas read and computed as they are written, rounding half up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.server.ledger.scoring.exact import rounded, written
from taizhang.server.ledger.scoring.formula import MissingMeasure, formula_of
from taizhang.server.lib.refusals import Invalid


@pytest.mark.parametrize(
    "text",
    ["", "1 +", "(a", "a b", "a ** b", "a; b", "__import__('os')", "a.b", "f(a)", "a,b", "(" * 30 + "a", "a" * 300],
)
def test_a_formula_is_sums_and_products_of_names_and_nothing_else(text):
    with pytest.raises(Invalid) as refused:
        formula_of(text)
    assert "formula" in refused.value.errors


@given(
    st.recursive(
        st.integers(0, 50).map(str), lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner), max_leaves=12
    )
)
def test_a_formula_computes_as_arithmetic_does(tree):
    def text(node):
        return node if isinstance(node, str) else f"({text(node[0])} {node[1]} {text(node[2])})"

    def value(node):
        if isinstance(node, str):
            return Fraction(node)
        left, right = value(node[0]), value(node[2])
        return (
            {"+": left + right, "-": left - right, "*": left * right}.get(node[1]) if node[1] != "/" else left / right
        )

    try:
        wanted = value(tree)
    except ZeroDivisionError:
        with pytest.raises(MissingMeasure):
            formula_of(text(tree)).value({})
        return
    assert formula_of(text(tree)).value({}) == wanted


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_is_half_up_and_never_off_by_more_than_half_a_digit(value, places):
    found = rounded(value, places)
    assert abs(found - value) <= Fraction(1, 2 * 10**places)
    assert Fraction(written(value, places)) == found
    assert rounded(-value, places) == -found
