"""What the server's tests are played with: a city and its units, a program that calls the API, rows made in passing."""

import json
from dataclasses import dataclass

from django.db import transaction
from django.test import Client

from taizhang.server.accounts.acting import SERVER, Act, log
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.accounts.placing import order_of, path_of

SCOPES = ["read", "fill", "review", "plan", "admin", "log"]


@dataclass
class City:
    """Units of a city: the government at the root, two bureaus and two districts below it, a town below a district."""

    region: Region
    root: Unit
    planning: Unit
    statistics: Unit
    east: Unit
    west: Unit
    town: Unit


@dataclass(frozen=True)
class Answer:
    """What the API answered."""

    status: int
    body: object
    headers: dict

    def __getitem__(self, key):
        return self.body[key]


class Caller:
    """A program with a token of one person: `caller.get("/units")`, `caller.post("/plans", year=2025)`."""

    def __init__(self, key: str | None, lang: str = "zh") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.headers["Accept-Language"] = lang

    def get(self, path, **query):
        return self._told(self.client.get(f"/api/v1{path}", query, headers=self.headers))

    def post(self, path, /, **body):
        return self._send("post", path, body)

    def patch(self, path, /, **body):
        return self._send("patch", path, body)

    def put(self, path, /, **body):
        return self._send("put", path, body)

    def delete(self, path):
        return self._told(self.client.delete(f"/api/v1{path}", headers=self.headers))

    def upload(self, path, file, **fields):
        return self._told(self.client.post(f"/api/v1{path}", {"file": file, **fields}, headers=self.headers))

    def _send(self, method, path, body):
        call = getattr(self.client, method)
        return self._told(
            call(f"/api/v1{path}", json.dumps(body, default=str), "application/json", headers=self.headers)
        )

    def _told(self, response):
        kind = response.headers.get("Content-Type", "")
        streamed = getattr(response, "streaming", False)
        content = b"".join(response.streaming_content) if streamed else response.content
        body = json.loads(content) if "json" in kind and content else content
        return Answer(response.status_code, body, dict(response.headers))


def made(row):
    """Save a row as the server itself does, logged like any other."""
    act = Act(SERVER, "unit.create")
    with transaction.atomic():
        act.create(row)
        if isinstance(row, Unit):
            act.update(row, path=path_of(row, row.parent), order=order_of(row, row.parent, row.rank))
        log(act, None)
    return row
