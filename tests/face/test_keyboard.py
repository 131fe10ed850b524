"""Every page is usable by keyboard alone: Tab comes by everything that can be pressed, and shows where it is."""

import pytest

from face.addresses import addresses, pages, visitor

MOST = 400  # presses; who needs more on one page uses its search or its skip link
MARK = """() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const pressed = [...all].filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden"
    && one.checkVisibility({checkVisibilityCSS: true}) && one.getClientRects().length);
  pressed.forEach((one, at) => { one.dataset.walk = at; });
  return pressed.map((one) => `${one.tagName} ${(one.innerText || one.name || one.id || "").trim().slice(0, 30)}`);
}"""
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const shown = style.outlineStyle !== "none" || style.boxShadow !== "none" || one.matches("main, .skip");
  const group = one.type === "radio" ? [...document.querySelectorAll(`[name="${one.name}"]`)] : [one];
  return {at: group.map((each) => Number(each.dataset.walk)), shown, what: one.outerHTML.slice(0, 120)};
}"""


def walked(tab):
    """What the Tab key came by until it was round, and what of it did not show that it was there.

    A page may begin in its middle, at what was asked for; its end is then followed by its beginning.
    """
    come_by, unseen, last, ends = set(), [], None, 0
    for _ in range(MOST):
        tab.keyboard.press("Tab")
        here = tab.evaluate(HERE)
        if here is None:
            ends += 1
            if ends == 2:
                break
            continue
        known = {at for at in here["at"] if at is not None}  # none of what the page drew meanwhile
        if known and come_by >= known and here["at"] != last and ends:
            break
        last = here["at"]
        come_by |= known
        if not here["shown"]:
            unseen.append(here["what"])
    return come_by, unseen


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_tab_key_comes_by_everything(name, demo, look):
    tab = look(demo, visitor(name, "planner"), addresses(demo.home)[name])
    things = tab.evaluate(MARK)
    come_by, unseen = walked(tab)
    assert [thing for at, thing in enumerate(things[: MOST - 50]) if at not in come_by] == []
    assert unseen == []


def test_the_first_press_offers_to_skip_the_menu(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.id") == "content"
