"""A real browser before a real server. Where there is no Chromium the tests are skipped, saying so."""

import os
import shutil

import pytest

from face import sites

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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
    site = sites.started(sites.copy_of(city_home, tmp_path_factory.mktemp("demo") / "home"))
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
    site = sites.started(sites.copy_of(home, tmp_path_factory.mktemp("empty") / "home"))
    yield site
    site.stop()


@pytest.fixture
def visit(chromium):
    """`visit(site, "planner")` is a tab of somebody signed in there; nobody named is a visitor.

    Whatever the browser complains of (a script that fails, a file that is not there, a policy that is broken) fails the
    test at its end, unless the test takes it off `tab.complaints`.
    """
    contexts, complaints = [], []

    def opened(site, name=None, lang="zh-hans", width=1366, height=768):
        context = chromium.new_context(
            base_url=site.address, viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
        )
        contexts.append(context)
        if lang != "zh-hans":
            context.add_cookies([{"name": "language", "value": lang, "url": site.address}])
        if name:
            signed_in(context, site, name)
        tab = context.new_page()
        tab.complaints = complaints
        tab.on("console", lambda said: complaints.append(f"{tab.url}: {said.text}") if said.type == "error" else None)
        tab.on("pageerror", lambda error: complaints.append(f"{tab.url}: {error}"))
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


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
