"""What comes with a request: JSON of a bounded size, and only text that can be kept."""

import json
from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from taizhang.errors import Words
from taizhang.server.lib.refusals import Invalid, Refused, TooLarge

JSON_MB = 20
NESTED = 60


class NotJson(Refused):
    """The body of the request is no JSON."""

    zh = "请求正文不是有效的 JSON：{detail}"
    en = "the body is no JSON: {detail}"
    code = "not_json"


class Bodies(Parser):
    """Reads bodies and query strings; what no database could keep is refused here, once for all."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of the body. NaN and Infinity are no JSON."""
        if len(request.body) > JSON_MB * 1024 * 1024:
            raise TooLarge(thing=Words("请求正文", "the body"), limit=f"{JSON_MB} MB")
        try:
            body = json.loads(request.body, parse_constant=_no_number, object_pairs_hook=_once)
        except UnicodeDecodeError:
            raise NotJson(detail=Words("编码应为 UTF-8", "UTF-8 is wanted")) from None
        except RecursionError:
            raise NotJson(detail=Words("嵌套过深", "nested too deep")) from None
        except json.JSONDecodeError as error:
            raise NotJson(detail=_where(error)) from None
        except ValueError:
            raise NotJson(detail=Words("有的数字过长", "a number is too long")) from None
        _kept(body, "body")
        return body

    def parse_querydict(
        self, data: "MultiValueDict[str, Any]", list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The fields of a query string or of a form, or its files."""
        for name, values in data.lists():
            _kept(values, name)
            if name not in list_fields and len(values) > 1 and isinstance(values[0], UploadedFile):
                zh, en = f"一次只能传一个文件，收到 {len(values)} 个", f"one file at a time; {len(values)} came"
                raise Invalid({name: Words(zh, en)})
        return super().parse_querydict(data, list_fields, request)


def _where(error: json.JSONDecodeError) -> Words:
    zh = f"第 {error.lineno} 行第 {error.colno} 个字符处写法不对"
    return Words(zh, f"line {error.lineno} column {error.colno}: {error.msg}")


def _no_number(name: str) -> NoReturn:
    raise NotJson(detail=Words(f"“{name}”不是数字", f"{name} is no number"))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each of whose fields is given once: of two that differ nobody could say which was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotJson(detail=Words(f"字段“{twice[:40]}”出现两次", f"the field {twice[:40]!r} is given twice"))
    return found


def _kept(value: object, name: str, depth: int = 0) -> None:
    """Refuse text with NUL characters or halves of characters, which no database keeps."""
    if depth > NESTED:
        raise NotJson(detail=Words("嵌套过深", "nested too deep"))
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise Invalid({name: Words("含有不能保存的字符", "it holds characters that cannot be kept")})
    elif isinstance(value, dict):
        for key, each in value.items():
            _kept(key, name, depth + 1)
            _kept(each, key if depth == 0 else name, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _kept(each, name, depth + 1)
