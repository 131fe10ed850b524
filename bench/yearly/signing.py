"""People sign in on the page, change a first password as they are asked to, and make a token by the API."""

import json
import re
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from yearly.calling import API, Caller, Line

SCOPES = ("read", "fill", "review", "plan", "admin", "log")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Browser:
    """Somebody at a browser: cookies, and forms with their token."""

    url: str
    cookies: CookieJar = field(default_factory=CookieJar)
    requests: int = 0

    def form(self, path: str, **fields: str) -> str:
        """Fill in the form of a page; the address that it leads to."""
        page = self._open(path).decode()
        token = TOKEN.search(page)
        if token is None:
            raise AssertionError(f"{path} shows no form")
        self._open(path, urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode())
        return self.address

    def post(self, path: str, **body: object) -> dict[str, object]:
        """Call the API as a page does."""
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._cookie("csrftoken")}
        return dict(json.loads(self._open(API + path, data, headers)))

    def _open(self, path: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
        self.requests += 1
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        with opener.open(urllib.request.Request(self.url + path, data, headers or {}), timeout=60) as answer:
            self.address = str(answer.url)
            return bytes(answer.read())

    def _cookie(self, name: str) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name == name), "")


def signed_in(line: Line, username: str, password: str, *, new_password: str = "") -> Caller:
    """Sign in, change the first password where a new one is named, and come away with a token of all scopes."""
    browser = Browser(line.url)
    browser.form("/accounts/login/", login=username, password=password)
    if new_password:
        fields = {"oldpassword": password, "password1": new_password, "password2": new_password}
        browser.form("/accounts/password/change/", **fields)
    made = browser.post("/me/tokens", name="bench/year", scopes=list(SCOPES), days=730)
    line.requests += browser.requests
    caller = Caller(username, line, str(made["key"]))
    caller.id = caller.get("/me")["id"]
    return caller
