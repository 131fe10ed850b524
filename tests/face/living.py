"""A year in a browser: a ledger of its own, the people who come to it day by day, and what each finds on the page."""

import re
from dataclasses import dataclass, field

from face.sites import FOUNDER, Site

FIRST = "first-of-{}-7319"
OWN = "own-of-{}-5028-tz"


@dataclass
class Year:
    """A ledger through the year: its server, the day that it is, everybody who has come to it, each with a tab."""

    site: Site
    visit: object
    tabs: dict = field(default_factory=dict)

    def day(self, day):
        """It is another day; nobody does this, the calendar does."""
        (self.site.home / "trial-day").write_text(day, encoding="utf-8")

    def at(self, name, address=None):
        """The tab of somebody, who has signed in and now opens an address (where one is told)."""
        if name not in self.tabs:
            self.tabs[name] = self.visit(self.site)
            self.tabs[name].set_default_timeout(15000)
            sign_in(self.tabs[name], name, self.site.password)
        if address:
            self.tabs[name].goto(address)
        return self.tabs[name]


def sign_in(tab, name, founders):
    """Come in by the form; who comes for the first time has to choose a password and comes in again by it."""
    tab.goto("/")
    tab.locator("#id_login").fill(name)
    tab.locator("#id_password").fill(founders if name == FOUNDER else FIRST.format(name))
    press(tab.locator("main"), "登录")
    if name != FOUNDER:
        assert "初始密码" in words(tab)
        tab.locator("#id_oldpassword").fill(FIRST.format(name))
        tab.locator("#id_password1").fill(OWN.format(name))
        tab.locator("#id_password2").fill(OWN.format(name))
        press(tab, "保存新密码")


def press(place, name):
    """Press the button of that name."""
    place.get_by_role("button", name=name, exact=True).click()


def words(tab):
    """All that the page says to the person."""
    return tab.locator("main").inner_text()


def told(tab, *parts):
    """What the page answers to the deed; it has these parts."""
    answer = tab.locator(".messages").inner_text()
    assert all(part in answer for part in parts), answer
    return answer


def fill(form, **values):
    """Fill a form: by the names of its fields; choices by their words."""
    for name, value in values.items():
        place = form.locator(f"[name='{name}']")
        if place.evaluate("field => field.localName") == "select":
            place.select_option(place.locator("option", has_text=value).first.get_attribute("value"))
        else:
            place.fill(value)


def filled(tab, key, button, **values):
    """Unfold a form where it is folded, fill it, press its button."""
    form = tab.locator(f"#form-{key}")
    if not form.is_visible():
        tab.locator("details:not([open]) > summary", has_text=re.compile(f"^{button}$")).first.click()
    fill(form, **values)
    press(form, button)
    tab.wait_for_load_state()


def row(tab, *parts):
    """The row of a table that has these words."""
    found = tab.locator("tbody tr")
    for part in parts:
        found = found.filter(has_text=part)
    return found.first


def taken(tab, plan, step, **values):
    """Take the next step of a plan with what it wants."""
    tab.goto(f"{plan}/steps")
    filled(tab, "take", step, **values)
    told(tab, f"已办理：{step}")
