"""What undoing an import shares over its kinds: fields as they were, and what is told of what had to stay."""

from typing import Any

from taizhang.server.lib.rows import Json, Recorded
from taizhang.server.log.writing import Changed


def fields_before(model: type[Recorded], before: Json) -> Json:
    """The fields of a row as they were, from what was kept of them."""
    fields: dict[str, Any] = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in before.items() if name != "revision"}


def written(change: Changed) -> Json:
    """What undoing wants to know of a row: its revision now, and what it was."""
    after: dict[str, Any] = change.after or {}
    return {"id": change.object_id, "revision": after["revision"], "before": change.before}


def left_behind(name: str, now: str, who: str) -> Json:
    """What is told of a row that was saved since."""
    return {
        "name": name,
        "zh": f"导入后已改为 {now or '空'}（{who}），保留不动",
        "en": f"changed to {now or 'blank'} since ({who}), left as it is",
    }
