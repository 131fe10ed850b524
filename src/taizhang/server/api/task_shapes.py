"""How tasks, reports and requests are told and asked for by the API."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from taizhang.errors import Words
from taizhang.server.accounts.models import Region
from taizhang.server.api.body import Body
from taizhang.server.api.names import Named, Said
from taizhang.server.api.scalars import Day, Line, Revision, RowId, Short, Text, Year
from taizhang.server.ledger.models import TASK, Supporter, Task
from taizhang.server.ledger.tasks.drafting import TaskDraft
from taizhang.server.ledger.tasks.lights import Light, light_words
from taizhang.server.lib import clock

TaskState = Enum("TaskState", {state: state for state in TASK.states}, type=str)  # type: ignore[misc]
Step = Literal["start", "report", "finish"]
Turned = Literal["section", "unit", "programme", "kind", "state"]
MOST = 100  # choices of one filter


class ReportOut(Schema):
    """A report on a task, with its decision."""

    id: int
    revision: int
    task_id: int
    reporter: Named
    step: str
    words: str
    percent: int | None
    percent_reason: str
    document_id: int | None
    on: date
    state: str
    by: int | None
    at: datetime
    decided_by: int | None
    decided_at: datetime | None
    decision_note: str


class ExtensionOut(Schema):
    """A request for a later deadline, with its decision."""

    id: int
    revision: int
    task_id: int
    from_day: date | None
    to_day: date
    reason: str
    state: str
    by: int | None
    at: datetime
    decided_by: int | None
    decided_at: datetime | None
    decision_note: str


class TaskOut(Schema):
    """A task with its light and the latest report that was accepted."""

    id: int
    revision: int
    plan_id: int
    version_id: int | None
    line: int
    kind: str
    level: str
    parent_id: int | None
    unit: Named
    supporting: list[Named]
    programme: Named | None
    title: str
    section: str
    deliverable: str
    deadline: date | None
    sentence: str
    statement_id: int | None
    state: str
    state_words: Said
    light: str
    light_words: Said
    reported_on: date | None
    percent: int | None
    done_on: date | None
    latest: ReportOut | None

    @staticmethod
    def resolve_supporting(task: Task) -> Sequence[Supporter]:
        """The units that support it."""
        return task.supporters

    @staticmethod
    def resolve_state_words(task: Task) -> Words:
        """The state in words."""
        return TASK.states[task.state]

    @staticmethod
    def resolve_light_words(task: Task) -> Words:
        """The light in words and a number."""
        return light_words(task, getattr(task, "light", ""), clock.today())


class TaskFilters(Schema):
    """Which tasks are asked for: 章节、单位（可含下属、含配合）、时限、状态、专项、灯、层级。

    章节、单位、专项、类别、状态各可给多个，有其一即可；`excluding` 写明的各项取反。
    """

    plan: RowId | None = None
    version: RowId | None = None
    year: Year | None = None
    section: list[Short] = Field(default_factory=list, max_length=MOST)
    unit: list[RowId] = Field(default_factory=list, max_length=MOST)
    below: bool = False
    supporting: bool = False
    parent: RowId | None = None
    programme: list[RowId] = Field(default_factory=list, max_length=MOST)
    kind: list[Task.Kind] = Field(default_factory=list, max_length=MOST)
    level: Region.Level | None = None
    state: list[TaskState] = Field(default_factory=list, max_length=MOST)
    excluding: list[Turned] = Field(default_factory=list, max_length=MOST)
    light: Light | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    words: Short | None = None


class TaskIn(Body):
    """A task to be drafted, or a part of one."""

    title: Line
    unit_id: RowId
    kind: Task.Kind = Task.Kind.TASK
    supporting: list[RowId] = Field(default_factory=list)
    section: Short = ""
    deliverable: Line = ""
    deadline: Day | None = None
    sentence: Text = ""
    statement_id: RowId | None = None
    programme_id: RowId | None = None
    parent_id: RowId | None = None

    def draft(self) -> TaskDraft:
        """What the action takes."""
        values = self.dict()
        return TaskDraft(**values | {"supporting": tuple(self.supporting), "kind": self.kind.value})


class TaskSeen(Body):
    """A task as it was seen."""

    id: RowId
    revision: Revision


class AssignIn(Body):
    """Tasks of a draft that one unit is to lead, by a day where one is named."""

    tasks: list[TaskSeen] = Field(min_length=1, max_length=1000)
    unit_id: RowId
    deadline: Day | None = None
    why: Line = ""


class TaskChange(Body):
    """What changes of a task of a draft."""

    revision: Revision
    title: Line | None = None
    unit_id: RowId | None = None
    kind: Task.Kind | None = None
    supporting: list[RowId] | None = None
    section: Short | None = None
    deliverable: Line | None = None
    deadline: Day | None = None
    sentence: Text | None = None
    statement_id: RowId | None = None
    programme_id: RowId | None = None
    parent_id: RowId | None = None
    why: Line = ""

    def changes(self) -> dict[str, Any]:
        """What was named; null empties what may be empty."""
        free = {"deadline", "statement_id", "programme_id", "parent_id"}
        given = self.dict(exclude_unset=True, exclude={"revision", "why"})
        return {name: value for name, value in given.items() if value is not None or name in free}


class ReportIn(Body):
    """How a task stands: the step, words, the day of which they tell, and the document on which it rests.

    `percent` is how far the lead unit says the task is; less than before wants a reason. `unit_id` is the unit for
    which it is said, where a person reports for several.
    """

    step: Step
    words: Text
    on: Day | None = None
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    percent_reason: Line = ""
    document_id: RowId | None = None
    unit_id: RowId | None = None


class Decision(Body):
    """A decision on what was submitted."""

    revision: Revision
    note: Text = ""


class ExtensionIn(Body):
    """A later deadline asked for."""

    to_day: Day
    reason: Text


class ExtensionDecision(Decision):
    """Whether a later deadline is granted."""

    granted: bool


class OwedOut(Schema):
    """A task on which a report is owed, why, and by how many days."""

    task: TaskOut
    because: Literal["returned", "late", "due", "silent", "never"]
    days: int


class CountOut(Schema):
    """How many tasks of a group stand in a state with a light."""

    group: int | str | None
    name: str | int | None
    state: str
    light: str
    number: int


class LevelOut(Schema):
    """How the livelihood commitments of one level of government stand; the share is in per cent, null of none."""

    level: str
    promised: int
    done: int
    late: int
    silent: int
    share_done: str | None
