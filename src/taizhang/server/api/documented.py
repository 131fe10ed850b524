"""The OpenAPI document: that of ninja, in which two shapes of one name do not hide each other, with the problems."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from taizhang.server.api.problems import TITLES

DOCUMENTED = (400, 401, 403, 404, 409, 413, 422, 423)
REF = "#/components/schemas/"
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "为何没有办成（RFC 9457）。Why it was not done.",
    "required": ["type", "title", "status", "code", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "urn:taizhang:problem:…"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "不变的代号 · a name that stays the same"},
        "detail": {"type": "string", "description": "哪里不对、怎么办 · what is wrong and what to do"},
        "instance": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "string"}, "description": "每个字段 · by field"},
    },
}


class LedgerSchema(OpenAPISchema):
    """The document of the ledger's API."""

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """What is said of an operation. A shape whose name another shape has takes that of its module before it."""
        known, self.schemas = self.schemas, {}
        details = super().operation_details(operation)
        module = operation.view_func.__module__.rsplit(".", 1)[-1]
        renamed = {name: _free(known, module, name, shape) for name, shape in self.schemas.items()}
        known.update({renamed[name]: _pointing(shape, renamed) for name, shape in self.schemas.items()})
        self.schemas = known
        for status in DOCUMENTED:
            details["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
        found: dict[str, Any] = _pointing(details, renamed)
        return found

    def get_components(self) -> dict[str, Any]:
        """The shapes, with that of a problem."""
        components: dict[str, Any] = super().get_components()
        components["schemas"]["Problem"] = PROBLEM
        components["responses"] = {f"Problem{status}": _problem_of(status) for status in DOCUMENTED}
        return components


def _free(known: dict[str, Any], module: str, name: str, shape: dict[str, Any]) -> str:
    """The first name that nobody has, or that has this very shape."""
    return next(each for each in _names(module, name) if known.get(each, shape) == shape)


def _names(module: str, name: str) -> Iterator[str]:
    yield name
    yield f"{module}_{name}"
    yield from (f"{module}_{name}_{number}" for number in count(2))


def _pointing(said: Any, renamed: dict[str, str]) -> Any:
    """What is said, pointing to shapes by their new names."""
    if isinstance(said, list):
        return [_pointing(each, renamed) for each in said]
    if not isinstance(said, dict):
        return said
    ref = said.get("$ref")
    if isinstance(ref, str) and ref.startswith(REF):
        name = ref.removeprefix(REF)
        return said | {"$ref": REF + renamed.get(name, name)}
    return {key: _pointing(each, renamed) for key, each in said.items()}


def _problem_of(status: int) -> dict[str, Any]:
    zh, en = TITLES[status]
    content = {"application/problem+json": {"schema": {"$ref": f"{REF}Problem"}}}
    return {"description": f"{zh} · {en}", "content": content}
