"""An address for every page that is looked at, taken from the URL table: for those with arguments, how to find them.

A page that is in the URL table and not here, though it takes arguments, fails test_every_page_has_an_address.
"""

import sqlite3

from django.urls import URLPattern, get_resolver

NO_PAGES = {
    "scorecard_define": "a button",
    "scorecard_compute": "a button",
    "choose_language": "a button",
    "documents_under_way": "a part of a page",
    "published_index_data": "data",
    "published_plan_data": "data",
    "published_tasks_data": "data",
    "published_target_data": "data",
    "published_task_data": "data",
    "published_document_data": "data",
}


def first(table, where="1 = 1"):
    """How to find the first row of a table for which a condition holds."""

    def found(ledger):
        row = ledger(f"SELECT id FROM {table} WHERE {where} ORDER BY id LIMIT 1")
        return row[0] if row else None

    return found


PUBLIC_PLAN = first("ledger_plan", "year = 2025 AND id IN (SELECT plan_id FROM ledger_planpublication)")
# name of the page → its address with {0}, {1} for what is found, and how each is found in the example city
WITH_ARGUMENTS = {
    "scorecard_run": ("/scorecards/{0}", first("ledger_scorecardrun")),
    "roster": ("/rosters/{0}", first("ledger_roster")),
    "admin_unit": ("/manage/units/{0}", first("accounts_unit")),
    "admin_person": ("/manage/people/{0}", first("accounts_user")),
    "admin_region": ("/manage/regions/{0}", first("accounts_region")),
    "admin_indicator": ("/manage/catalogue/{0}", first("ledger_indicator")),
    "admin_form": ("/manage/forms/{0}", first("returns_form")),
    "admin_hook": ("/manage/hooks",),  # the example city has none; test_administration makes one
    "admin_entry": ("/manage/log/{0}", first("log_entry")),
    "plan_proposals": ("/plans/{0}/proposals", first("ledger_plan", "year = 2025")),
    "document": ("/documents/{0}?fact={1}", first("documents_document"), first("documents_fact")),
    "document_queue": ("/documents/{0}/queue?show=all", first("documents_document")),
    "document_fact": ("/documents/{0}/facts/{1}", first("documents_document"), first("documents_fact")),
    "document_statement": ("/documents/{0}/statements/{1}", first("documents_document"), first("documents_statement")),
    "document_adopt": ("/documents/{0}/adopt", first("documents_document")),
    "document_beside": (
        "/documents/{0}/beside/{1}",
        first("documents_document"),
        first("documents_document", "name = 'yunlan-2024-halfyear.txt'"),
    ),
    "plan": ("/plans/{0}", first("ledger_plan", "year = 2025")),
    "plan_tasks": ("/plans/{0}/tasks", first("ledger_plan", "year = 2025")),
    "plan_breakdowns": ("/plans/{0}/breakdowns", first("ledger_plan", "year = 2025")),
    "plan_breakdown": (
        "/plans/targets/{0}/breakdown",
        first("ledger_target", "id IN (SELECT target_id FROM ledger_breakdown)"),
    ),
    "plan_versions": ("/plans/{0}/versions", first("ledger_plan", "year = 2025")),
    "plan_steps": ("/plans/{0}/steps", first("ledger_plan", "year = 2025")),
    "indicator": ("/indicators/{0}", lambda ledger: first("ledger_indicator", "code = 'gdp'")(ledger) and "gdp"),
    "task": ("/tasks/{0}", first("ledger_task", "reported_on IS NOT NULL")),
    "tasks_programme": ("/programmes/{0}", first("ledger_programme")),
    "finding": ("/checks/{0}", first("documents_finding")),
    "promise": ("/promises/{0}", first("ledger_indicator", "code = 'gdp'")),
    "published_plan": ("/public/plans/{0}", PUBLIC_PLAN),
    "published_tasks": ("/public/plans/{0}/tasks/pages/1", PUBLIC_PLAN),
    "published_target": ("/public/plans/{0}/targets/1", PUBLIC_PLAN),
    "published_task": (
        "/public/plans/{0}/tasks/{1}",
        PUBLIC_PLAN,
        lambda ledger: first("ledger_task", f"plan_id = {PUBLIC_PLAN(ledger) or 0}")(ledger) and 1,
    ),
    "published_document": ("/public/documents/{0}", first("documents_document", "name = 'yunlan-2025-plan.txt'")),
    "trace": ("/trace/observation/{0}", first("ledger_observation", "fact_id IS NOT NULL")),
    "workbook": ("/workbooks/{0}", first("returns_import")),
    "return": ("/returns/{0}", first("returns_return", "state = 'overdue'")),
}


def visitor(name, usual):
    """Who looks at a page of the example city: an administrator at those of administration, else the usual one."""
    return "admin" if usual == "planner" and name.startswith("admin") else usual


def pages():
    """The names of all pages in the URL table that are ours, each with its pattern."""
    found = {}
    for pattern in _flat(get_resolver("taizhang.server.pages.urls").url_patterns):
        if pattern.name not in NO_PAGES and not getattr(pattern.callback, "is_deed", False):
            found[pattern.name] = str(pattern.pattern)
    return found


def addresses(home):
    """The address of every page, by its name; None for one of which the ledger in `home` has no example."""
    ledger = sqlite3.connect(f"file:{home / 'ledger.sqlite3'}?mode=ro", uri=True)
    try:
        return addresses_in(lambda asked: ledger.execute(asked).fetchone())
    finally:
        ledger.close()


def addresses_in(ledger):
    """The same of a ledger that gives the first row of what it is asked for."""
    return {name: _address(name, pattern, ledger) for name, pattern in pages().items()}


def _address(name, pattern, ledger):
    if "<" not in pattern:
        return f"/{pattern}"
    form, *ways = WITH_ARGUMENTS[name]
    keys = [way(ledger) for way in ways]
    return None if None in keys else form.format(*keys)


def _flat(patterns):
    for each in patterns:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from _flat(each.url_patterns)
