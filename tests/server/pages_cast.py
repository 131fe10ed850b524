"""Somebody before the pages: signed in, looking and pressing buttons; those who make a plan."""

import re

import pytest
from django.test import Client

from server.task_cast import plan_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user, lang="zh-hans"):
    """A browser in which somebody is signed in, and reads a language."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    client.cookies["language"] = lang
    return client


def text_of(answer):
    """The words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def order(text, *words):
    """Whether the words stand in the text one after the other."""
    at = 0
    for each in words:
        at = text.find(each, at)
        if at < 0:
            return False
    return True


class Tab:
    """Somebody before the pages."""

    def __init__(self, user, lang="zh-hans"):
        self.user, self.client = user, signed_in(user, lang)

    def get(self, address, **query):
        answer = self.client.get(address, query)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer.status_code, content.decode() if "html" in answer["Content-Type"] else content

    def post(self, address, /, **fields):
        answer = self.client.post(address, fields, follow=True)
        return answer.status_code, answer.content.decode()


@pytest.fixture
def tab(person):
    """`tab("planner", unit)` is one with that role there, before the pages."""

    def opened(role, unit, name=None, lang="zh-hans"):
        return Tab(person(role, unit, name or f"tab-{role}-{unit.code}".lower()), lang)

    return opened


@pytest.fixture
def planner(office, tab):
    return tab("planner", office.city.root)


@pytest.fixture
def leader(office, tab):
    return tab("leader", office.city.root)


@pytest.fixture
def reader(office, tab):
    """A reporter of a district: sees the plan of the city, and changes nothing of it."""
    return tab("reporter", office.city.east)


@pytest.fixture
def issued(city, on_day):
    """It is 1 June; the plan of the city was issued in March."""
    on_day(2025, 6, 1)
    return plan_of(city.root, issued=True)
