"""The guide to the ledger is true: its calls are made, in their order, and answer what it says that they answer."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.actions import create_person, give_grant
from taizhang.server.accounts.models import Region, Role, User
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.lib import clock
from taizhang.server.operations.founding import found

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "docs" / "how-to" / "ledger.md"
CALL = re.compile(
    r"(?P<who>\w+): (?P<method>[A-Z]+) (?P<path>\S+)(?P<fields>(?: \w+=\S+)*)"
    r"(?: → (?:(?P<status>\d{3})|(?P<name>\w+)(?:\[(?P<at>[\w.]+)\])?))?"
)


@dataclass
class Call:
    """One call of the guide: who makes it, what of the answer is kept under which name, what the guide says of it."""

    who: str
    method: str
    path: str
    fields: dict
    status: int | None
    name: str
    at: str
    body: str = ""
    answers: list[str] = field(default_factory=list)


def call_of(*, who, method, path, fields, status, name, at):
    """A call as its line tells it."""
    given = dict(pair.split("=", 1) for pair in fields.split())
    return Call(who, method, path, given, int(status) if status else None, name, at)


def calls_in(page):
    """The calls of a page. A block holds calls with their bodies; lines with ← are of the answer."""
    for block in re.findall(r"```http\n(.*?)```", page, re.DOTALL):
        call = None
        for line in block.splitlines():
            match = CALL.fullmatch(line)
            if match:
                if call:
                    yield call
                call = call_of(**match.groupdict(default=""))
            elif line.startswith("← "):
                call.answers.append(line.removeprefix("← "))
            elif call.answers:
                call.answers[-1] += line
            else:
                call.body += line
        if call:
            yield call


class Telling:
    """The calls made one after the other, with what they answered."""

    def __init__(self, caller, **kept):
        self.caller, self.kept, self.callers = caller, kept, {}

    def make(self, call):
        """Make a call, and look whether it answers what the guide says."""
        answer = self._ask(call)
        assert answer.status == call.status if call.status else answer.status < 300, (call, answer)
        run_waiting_jobs()
        if call.name:
            self.kept[call.name] = at(answer.body, call.at)
        for said in call.answers:
            assert holds(answer.body, json.loads(self.filled(said))), (call, answer.body)

    def _ask(self, call):
        by, path = self._caller(call.who), self.filled(call.path)
        if call.fields:
            fields = {name: self.filled(value) for name, value in call.fields.items() if name != "file"}
            return by.upload(path, self._file(call.fields["file"]), **fields)
        if call.method in ("GET", "DELETE"):
            return getattr(by, call.method.lower())(path)
        return by._send(call.method.lower(), path, json.loads(self.filled(call.body)) if call.body else {})

    def _file(self, named):
        """A file of the examples, or one that was answered before ({book})."""
        path = ROOT / named
        content = self.kept[named.strip("{}")] if named.startswith("{") else path.read_bytes()
        return SimpleUploadedFile("填报.xlsx" if named.startswith("{") else path.name, content)

    def _caller(self, who):
        if who not in self.callers:
            self.callers[who] = self.caller(User.objects.get(username=who))
        return self.callers[who]

    def filled(self, words):
        """Words with what was kept put in: {plan} is its id, {plan.revision} another field of it."""
        return re.sub(r"\{(\w+)(?:\.([\w.]+))?\}", lambda m: str(at(self.kept[m[1]], m[2] or "id")), words)


def at(answer, way):
    """What stands in an answer at a way such as rows.0.id; of a list also the row of a name (rows.城镇新增就业)."""
    for step in filter(None, way.split(".")):
        if isinstance(answer, list) and not step.isdecimal():
            answer = next(row for row in answer if step in {row.get("name"), (row.get("indicator") or {}).get("name")})
        else:
            answer = answer[int(step)] if step.isdecimal() else answer[step]
    return answer


def holds(answer, said):
    """Whether an answer holds what is said of it; of a list the first ones are told."""
    if isinstance(said, dict):
        return all(name in answer and holds(answer[name], each) for name, each in said.items())
    if isinstance(said, list):
        return len(answer) >= len(said) and all(map(holds, answer, said))
    return answer == said


def test_the_calls_of_the_guide_answer_what_it_says(caller, on_day):
    on_day(2024, 11, 20)
    region = Region(code="990100", name="云澜市", level="prefecture")
    city = found(region, "云澜市人民政府", "YL")
    admin = create_person(SERVER, city, username="admin", display_name="管理员")
    give_grant(SERVER, city, user=admin, role=Role.ADMINISTRATOR)
    telling = Telling(caller, city={"id": city.pk}, region={"id": city.region_id})
    calls = list(calls_in(GUIDE.read_text(encoding="utf-8")))
    assert len(calls) > 50
    for call in calls:
        telling.make(call)
    assert clock.today().year == 2025


def test_both_languages_show_the_same_calls():
    english = GUIDE.with_name("ledger.en.md").read_text(encoding="utf-8")
    assert list(calls_in(english)) == list(calls_in(GUIDE.read_text(encoding="utf-8")))
