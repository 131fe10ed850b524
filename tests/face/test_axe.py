"""No page has a barrier that axe-core finds, nor runs out of its window: each of the URL table, in both languages."""

from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as TooLong

from face.addresses import NO_PAGES, WITH_ARGUMENTS, addresses, pages, visitor

AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PEOPLE = {"demo": "planner", "empty": "founder"}
ASK = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]});
  const where = (one) => one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ");
  return found.violations.map((one) => `${one.id}: ${where(one)}`);
}"""
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def barriers(tab):
    """What axe-core finds on the page at hand. Its script runs in a world that the policy of the page lets be."""
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    return tab.evaluate(ASK, RULES)


def within(tab, wider):
    """Wait until the page has fitted itself into its window; charts take a moment."""
    try:
        tab.wait_for_function(f"() => !({WIDER})()", timeout=10000)
    except TooLong:
        pytest.fail(wider)


def test_every_page_has_an_address():
    wanted = {name for name, pattern in pages().items() if "<" in pattern}
    assert wanted == set(WITH_ARGUMENTS)
    assert NO_PAGES.keys().isdisjoint(WITH_ARGUMENTS)


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("site", ["demo", "empty"])
@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_has_no_barrier(name, site, lang, request, look):
    site_at = request.getfixturevalue(site)
    address = addresses(site_at.home)[name]
    if address is None:
        assert site == "empty", f"the example city has nothing for the page {name}"
        return
    tab = look(site_at, visitor(name, PEOPLE[site]), address, lang)
    assert tab.answer.status == 200
    assert barriers(tab) == []
    for width in (390, 1366):
        tab.set_viewport_size({"width": width, "height": 800})
        within(tab, f"{address} is wider than a window of {width}")


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("address", ["/?year=none", "/nothing/here", "/accounts/login/"])
def test_a_page_of_trouble_has_no_barrier(address, lang, demo, look):
    tab = look(demo, None if "login" in address else "planner", address, lang)
    tab.complaints.clear()
    assert barriers(tab) == []
