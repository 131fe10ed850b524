"""Callers of the API: one line to one server, whose requests are counted, and people who call by their tokens."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

API = "/api/v1"
AGAIN = 3


class UnexpectedAnswer(AssertionError):
    """The API answered otherwise than the year wants; says the exact request and answer."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and the body, read where it is JSON."""

    status: int
    body: Any
    request: str

    def wanted(self, *statuses: int) -> "Answer":
        """Itself, if it has one of these statuses."""
        if self.status not in statuses:
            raise UnexpectedAnswer(f"{self.request}\n  → {self.status} {self.body!r:.2000} (wanted {statuses})")
        return self


@dataclass
class Line:
    """A connection to one server that is kept open, and how many requests went over it."""

    url: str
    requests: int = 0
    connection: http.client.HTTPConnection | None = None

    def send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        """One request, sent once; opened anew where the server closed the connection meanwhile."""
        self.requests += 1
        shown = f"{method} {path} {(data or b'')[:2000].decode(errors='replace')}".rstrip()
        for tried in range(AGAIN):
            try:
                connection = self._open()
                connection.request(method, path, data, headers)
                response = connection.getresponse()
                content = response.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection = None
                if tried == AGAIN - 1:
                    raise
            else:
                kind = response.headers.get("Content-Type", "")
                read = json.loads(content) if kind.split(";")[0].endswith("json") and content else content
                return Answer(response.status, read, shown)
        raise AssertionError("never come to")

    def _open(self) -> http.client.HTTPConnection:
        if self.connection is None:
            address = urlsplit(self.url)
            self.connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        return self.connection


@dataclass
class Caller:
    """A person who calls by a token. What is asked for has to succeed, unless it is said how it is `refused`."""

    name: str
    line: Line
    key: str
    id: int = 0
    refusals: list[int] = field(default_factory=list)

    def get(self, path: str, **query: Any) -> Any:
        """What stands there."""
        return self._send("GET", _with(path, query)).wanted(200).body

    def rows(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """All rows of a list, page by page."""
        return list(self._pages(path, query))

    def one(self, path: str, **query: Any) -> dict[str, Any]:
        """The only row of a list."""
        rows = self.rows(path, **query)
        if len(rows) != 1:
            raise UnexpectedAnswer(f"GET {_with(path, query)}\n  → {len(rows)} rows (wanted 1)")
        return rows[0]

    def post(self, path: str, /, **body: Any) -> Any:
        """Do or make something."""
        return self._send("POST", path, body).wanted(200, 201, 202, 204).body

    def put(self, path: str, /, **body: Any) -> Any:
        """Put something in the place of what stands there."""
        return self._send("PUT", path, body).wanted(200).body

    def patch(self, path: str, /, **body: Any) -> Any:
        """Change something."""
        return self._send("PATCH", path, body).wanted(200).body

    def upload(self, path: str, name: str, content: bytes, **fields: Any) -> Any:
        """Send a file, as a page does."""
        mark = uuid4().hex
        parts = [(f'name="{key}"', str(value).encode()) for key, value in fields.items()]
        parts.append((f'name="file"; filename="{name}"', content))
        heads = [(f"--{mark}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode(), part) for head, part in parts]
        data = b"".join(head + part + b"\r\n" for head, part in heads) + f"--{mark}--\r\n".encode()
        return self._raw("POST", path, data, f"multipart/form-data; boundary={mark}").wanted(200, 201).body

    def refused(self, status: int, method: str, path: str, /, **body: Any) -> dict[str, Any]:
        """Try what the API has to refuse with this status; the problem that it answers."""
        answer = self._send(method, path, body if method != "GET" else None).wanted(status)
        self.refusals.append(status)
        return dict(answer.body)

    def download(self, path: str, **query: Any) -> bytes:
        """The bytes of a file."""
        return bytes(self._send("GET", _with(path, query)).wanted(200).body)

    def _pages(self, path: str, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
        after = 0
        while True:
            page = self.get(path, **query, limit=1000, after=after)
            yield from page["rows"]
            if page["next"] is None:
                return
            after = page["next"]

    def _send(self, method: str, path: str, body: Any = None) -> Answer:
        data = None if body is None else json.dumps(body, default=str, ensure_ascii=False).encode()
        return self._raw(method, path, data, "application/json")

    def _raw(self, method: str, path: str, data: bytes | None, kind: str) -> Answer:
        headers = {"Authorization": f"Bearer {self.key}"} | ({} if data is None else {"Content-Type": kind})
        return self.line.send(method, API + path, data, headers)


def _with(path: str, query: dict[str, Any]) -> str:
    said = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(said, doseq=True)}" if said else path
