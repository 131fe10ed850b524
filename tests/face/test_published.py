"""What everybody may read, in a browser: by address without signing in, and as a folder of files without a server."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin, urlsplit

import pytest

from face import sites

LEFT = "net::ERR_ABORTED"  # the page was left before its icon came
ANCHOR = "(id) => document.getElementById(id) !== null"
LINKS = "() => [...document.querySelectorAll('a[href], link[href], img[src]')].map((one) => one.href || one.src)"


class Quiet(SimpleHTTPRequestHandler):
    """A plain web server that tells nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def site(city_home, tmp_path_factory):
    """The example city's published pages as a folder."""
    folder = tmp_path_factory.mktemp("published") / "site"
    sites.run(city_home, "admin", "publish", str(folder))
    return folder


@pytest.fixture
def plain_server(site):
    """A plain web server that holds the folder, and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_visitor_reads_from_the_plan_to_the_sentence_and_its_evidence(demo, visit):
    tab = visit(demo)
    tab.goto("/public")
    tab.get_by_role("link", name="云澜市2025年国民经济和社会发展计划", exact=True).click()
    row = tab.locator("tr", has_text="地区生产总值").first
    assert "5.4%" in row.inner_text()
    row.get_by_role("link").click()
    assert tab.locator("blockquote mark").first.inner_text() == "5.5%"
    tab.locator(".panel", has_text="依据").get_by_role("link").click()
    tab.wait_for_load_state()
    anchor = tab.url.partition("#")[2]
    assert "846.9" in tab.evaluate("(id) => document.getElementById(id).parentElement.textContent", anchor)


def test_a_visitor_chooses_the_language_and_takes_the_data(demo, visit):
    tab = visit(demo)
    tab.goto("/public")
    tab.get_by_role("button", name="English").click()
    tab.wait_for_load_state()
    assert tab.locator("h1").inner_text() == "Published plans"
    for form, kind in (("JSON", "application/json"), ("CSV", "text/csv")):
        address = tab.get_by_role("link", name=form, exact=True).get_attribute("href")
        answer = tab.context.request.get(address)
        assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, kind)


def test_without_the_setting_there_is_nothing_to_see(city_home, tmp_path, visit):
    closed = sites.started(sites.copy_of(city_home, tmp_path / "home"), PUBLIC_PAGES="no")
    try:
        tab = visit(closed)
        assert tab.goto("/public").status == 404
        tab.complaints.clear()
        assert "没有这一页" in tab.locator("main").inner_text()
    finally:
        closed.stop()


def test_a_planner_takes_a_plan_back_and_opens_it_again(city_site, visit):
    tab = visit(city_site, "planner")
    tab.goto("/publishing")
    row = tab.locator("tr", has_text="青汀区2025年")
    row.locator("summary").click()
    row.get_by_label("撤回原因").fill("数据有误")
    row.get_by_role("button", name="撤回").click()
    tab.wait_for_load_state()
    assert "已撤回公开" in tab.locator(".messages").inner_text()
    row = tab.locator("tr", has_text="青汀区2025年")
    row.locator("summary").click()
    row.get_by_label("审查意见").fill("已更正，同意公开")
    row.get_by_role("button", name="公开").click()
    tab.wait_for_load_state()
    assert "已更正，同意公开" in tab.locator("tr", has_text="青汀区2025年").inner_text()


@pytest.mark.parametrize("way", ["server", "files"])
def test_the_folder_opens_without_an_error_and_every_link_leads_somewhere(way, site, plain_server, chromium):
    begin = plain_server if way == "server" else f"{site.as_uri()}/"
    context = chromium.new_context()
    tab, complaints, asked = context.new_page(), [], []
    tab.on("console", lambda said: complaints.append(said.text))
    tab.on("requestfailed", lambda request: complaints.append(request.url) if request.failure != LEFT else None)
    tab.on("request", lambda request: asked.append(request.url))
    ahead, seen, anchors = [f"{begin}index.html"], {f"{begin}index.html"}, []
    opened = 0
    while ahead and opened < 24:  # the first of each kind in both languages; test_publishing_to_folder follows them all
        page = ahead.pop(0)
        tab.goto(page)
        opened += 1
        assert tab.locator("h1").count() == 1
        assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Noto Sans CJK SC"')
        for link in tab.evaluate(LINKS):
            assert link.startswith(begin), f"{page} leads out to {link}"
            path, _, anchor = link.partition("#")
            assert (site / re.sub(r"^/+", "", urlsplit(path).path.removeprefix(urlsplit(begin).path))).is_file(), link
            if anchor:
                anchors.append((path, anchor))
            if path.endswith(".html") and path not in seen:
                seen.add(path)
                ahead.insert(0, path) if "documents" in path else ahead.append(path)
    for path, anchor in anchors[:12]:
        tab.goto(urljoin(begin, path))
        assert tab.evaluate(ANCHOR, anchor), f"{path} has no {anchor}"
    assert complaints == []
    assert all(address.startswith(begin) for address in asked)
    context.close()
