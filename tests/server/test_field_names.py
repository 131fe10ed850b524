"""What fields are called in messages: every field of a request, and every name by which a refusal tells one."""

import ast
import re
from pathlib import Path

import pytest

from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang import server
from taizhang.server.api.core import api
from taizhang.server.ledger.cycle.procedure import STEPS
from taizhang.server.lib.field_names import called, field_names

KEPT_IN = {"errors", "wrong", "missing", "empty"}


def properties(shape, shapes, seen=()):
    """The names in a shape, at any depth."""
    if isinstance(shape, list):
        return {name for each in shape for name in properties(each, shapes, seen)}
    if not isinstance(shape, dict):
        return set()
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return set() if name in seen else properties(shapes[name], shapes, (*seen, name))
    named = shape.get("properties", {})
    below = [*named.values(), *(shape.get(key) for key in ("items", "anyOf", "allOf", "oneOf", "additionalProperties"))]
    return set(named) | properties(below, shapes, seen)


def asked_for():
    """The fields of all requests: in the address, after it and in the body."""
    told = api.get_openapi_schema()
    shapes = told["components"]["schemas"]
    for operations in told["paths"].values():
        for operation in operations.values():
            yield from (each["name"] for each in operation.get("parameters", []))
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield from properties(content["schema"], shapes)


def refused_by():
    """The names that the code writes as keys of what is wrong."""
    for path in Path(server.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from keys(node)


def keys(node):
    """The keys in `Invalid({…})`, in `errors[…] = …` and in `yield "field", Words(…)`."""
    match node:
        case ast.Call(func=ast.Name(id="Invalid"), args=[ast.Dict(keys=found), *_]):
            yield from written(found)
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=key)]) if name in KEPT_IN:
            yield from written([key])
        case ast.Yield(value=ast.Tuple(elts=[key, _])):
            yield from written([key])


def written(found):
    """Those that are written out, but for what goes before the last step of a place."""
    for key in found:
        match key:
            case ast.Constant(value=str(text)) if text:
                yield text
            case ast.JoinedStr(values=[*_, ast.Constant(value=str(text))]):
                yield text.rpartition(".")[2]


def test_every_field_of_a_request_has_a_chinese_name():
    asked = set(asked_for())
    assert len(asked) > 200
    assert asked - set(field_names()) == set()


def test_every_field_that_a_refusal_names_has_a_chinese_name():
    refused = set(refused_by())
    assert {"residue_reason", "subject", "remind_days"} <= refused
    assert {name for name in refused if name.isascii()} - set(field_names()) == set()
    assert set(STEPS) <= set(field_names())


def test_names_are_chinese_each_once():
    assert all(re.fullmatch(r"[一-鿿]+", name) for name in field_names().values())
    text = Path(server.__file__).parent.joinpath("lib/field_names.tsv").read_text(encoding="utf-8")
    fields = [line.partition("\t")[0] for line in text.splitlines()[2:]]
    assert fields == sorted(set(fields))


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("value", "数值"),
        ("cells.0.value", "单元格第 1 项的数值"),
        ("rows.1.columns.0", "行第 2 项的列第 1 项"),
        ("items[2].weight", "考核项第 2 项的权重"),
        ("[1].reason", "第 1 项的理由"),
        ("draft.", "转入起草"),
        ("vaule", "vaule"),
        ("rows.0.vaule", "行第 1 项的vaule"),
        ("规上工业总产值·本期值", "规上工业总产值·本期值"),
        ("", ""),
    ],
)
def test_a_place_is_said_step_by_step(field, name):
    assert (called(field, "zh"), called(field, "en")) == (name, field)


@pytest.fixture
def asked(city, person, caller, on_day):
    """Who fills in a return, by language, and the address of its cells."""
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [indicator()], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    user = person("reporter", city.east)
    return {lang: caller(user, lang=lang, name=lang) for lang in ("zh", "en")}, f"/returns/{shell.pk}/cells"


def test_a_request_that_does_not_hold_is_told_by_the_names_of_its_fields(asked):
    callers, path = asked
    wrong = {**cell(1, "1"), "revision": -1}
    told = {lang: one.post(path, cells=[wrong], vaule=1) for lang, one in callers.items()}
    assert told["zh"]["errors"] == {"cells.0.revision": "应不小于 0", "vaule": "没有这个字段，请检查拼写"}
    assert told["zh"]["detail"] == "单元格第 1 项的所见版本：应不小于 0；vaule：没有这个字段，请检查拼写"
    assert set(told["en"]["errors"]) == {"cells.0.revision", "vaule"}
    assert told["en"]["detail"].startswith("cells.0.revision: ")


def test_a_value_of_several_kinds_is_told_without_the_names_of_the_kinds(asked):
    callers, path = asked
    told = callers["zh"].post(path, cells=[{**cell(1, "1"), "value": [1]}])
    assert told["detail"].startswith("单元格第 1 项的数值：应为文字，或应为数")


def test_a_refusal_is_told_so_too(city, person, caller):
    user = person("administrator", city.root)
    told = [
        caller(user, lang=lang, name=lang).post(f"/units/{city.root.pk}/below", code="YL-FG", name="x", kind="bureau")
        for lang in ("zh", "en")
    ]
    assert [answer["detail"] for answer in told] == [
        "填写有误：编号：编号 YL-FG 已被使用",
        "not valid: code: the code YL-FG is taken",
    ]
    assert [set(answer["errors"]) for answer in told] == [{"code"}, {"code"}]
