"""A real browser before a real server. Where there is no Chromium the tests are skipped, saying so."""

import os
import shutil

import pytest

from face import sites

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OFFICE = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def chromium():
    """The browser; one for all tests of a process."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("absent · 缺少: chromium, the tests of pages need it · 页面测试需要它")
    playwright = pytest.importorskip("playwright.sync_api")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"  # its loop lives on in this process, beside tests of the ledger
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--font-render-hinting=none"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """The folder that all test processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def city_home(kept):
    """The example city, loaded once a run."""
    return sites.made_once(kept / "example-city", sites.example_city)


@pytest.fixture(scope="session")
def demo(city_home, tmp_path_factory):
    """A server with the example city, to look at: tests that write in it take a `city_site`."""
    site = sites.started(sites.copy_of(city_home, tmp_path_factory.mktemp("demo") / "home"), "--no-jobs")
    yield site
    site.stop()


@pytest.fixture(scope="session")
def written(city_home, tmp_path_factory):
    """The server that the tests of a process write in, one after the other."""
    site = sites.started(sites.copy_of(city_home, tmp_path_factory.mktemp("written") / "home"))
    yield site
    site.stop()


@pytest.fixture
def city_site(written, city_home):
    """A server with the example city as it was loaded, to write in."""
    sites.put_back(written, city_home)
    return written


@pytest.fixture(scope="session")
def empty(kept, tmp_path_factory):
    """A server with one government and nothing else."""
    home = sites.made_once(kept / "empty-ledger", sites.nothing_yet)
    site = sites.started(sites.copy_of(home, tmp_path_factory.mktemp("empty") / "home"), "--no-jobs")
    yield site
    site.stop()


@pytest.fixture
def visit(chromium):
    """`visit(site, "planner")` is a tab of somebody signed in there; nobody named is a visitor.

    Whatever the browser complains of (a script that fails, a file that is not there, a policy that is broken) fails the
    test at its end, unless the test takes it off `tab.complaints`.
    """
    tabs, complaints = [], []

    def opened(site, name=None, lang="zh-hans", width=1366, height=768):
        tab = tab_of(chromium, site, name, lang, {"width": width, "height": height})
        tab.complaints = heard(tab, complaints)
        tabs.append(tab)
        return tab

    yield opened
    for tab in tabs:
        tab.context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def looking(chromium):
    """The tabs of those who only look, which the tests of a process share: what a browser has once, it has."""
    tabs = {}

    def opened(site, name, lang):
        key = (site.address, name, lang)
        if key not in tabs:
            tabs[key] = tab_of(chromium, site, name, lang, OFFICE)
            tabs[key].complaints = heard(tabs[key], [])
        return tabs[key]

    yield opened
    for tab in tabs.values():
        tab.context.close()


@pytest.fixture
def look(looking):
    """`look(site, "planner", "/tasks")` is the tab of somebody who only looks, at an address; else as `visit`."""
    tabs = []

    def opened(site, name, address, lang="zh-hans"):
        tab = looking(site, name, lang)
        tabs.append(tab)
        tab.set_viewport_size(OFFICE)
        tab.answer = tab.goto(address)
        return tab

    yield opened
    complaints = [said for tab in tabs for said in tab.complaints]
    for tab in tabs:
        tab.complaints.clear()
    assert complaints == []


def tab_of(browser, site, name, lang, viewport):
    """A tab in a window of its own, of a person who is signed in at a site."""
    context = browser.new_context(base_url=site.address, viewport=viewport, locale="zh-CN", reduced_motion="reduce")
    if lang != "zh-hans":
        context.add_cookies([{"name": "language", "value": lang, "url": site.address}])
    if name:
        signed_in(context, site, name)
    return context.new_page()


def heard(tab, complaints):
    """The list in which what the browser complains of is kept from now on."""
    tab.on("console", lambda said: complaints.append(f"{tab.url}: {said.text}") if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(f"{tab.url}: {error}"))
    return complaints


def signed_in(context, site, name):
    """Sign in by the form, without a tab; once for each person of a server."""
    if name in site.signed_in:
        context.add_cookies(site.signed_in[name])
        return
    form = context.request.get("/accounts/login/")
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    answer = context.request.post(
        form.url,
        form={"login": name, "password": site.password, "csrfmiddlewaretoken": token},
        headers={"Referer": form.url},
        max_redirects=0,
    )
    assert answer.status == 302, answer.text()
    site.signed_in[name] = [cookie for cookie in context.cookies() if cookie["name"] != "language"]
