"""What is wrong with a field of a request, in Chinese; the English is pydantic's own."""

from collections.abc import Mapping
from typing import Any

from taizhang.errors import Words

KINDS: dict[str, str] = {
    "missing": "必填",
    "extra_forbidden": "没有这个字段，请检查拼写",
    "json_invalid": "不是有效的 JSON",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "dict_type": "应为对象",
    "mapping_type": "应为对象",
    "list_type": "应为数组",
    "tuple_type": "应为数组",
    "set_type": "应为数组",
    "iterable_type": "应为数组",
    "none_required": "应为空",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "应不大于 {le}",
    "multiple_of": "应为 {multiple_of} 的倍数",
    "finite_number": "应为有限的数",
    "too_short": "至少 {min_length} 项，现有 {actual_length} 项",
    "too_long": "至多 {max_length} 项",
    "string_type": "应为文字",
    "string_unicode": "含有无法识别的字符",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "至多 {max_length} 个字",
    "string_pattern_mismatch": "格式不符（{pattern}）",
    "enum": "只能是 {expected}",
    "literal_error": "只能是 {expected}",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "整数过大",
    "int_from_float": "应为整数，不带小数",
    "float_type": "应为数",
    "float_parsing": "应为数",
    "decimal_type": '应为数，如 "12.5"',
    "decimal_parsing": '应为数，如 "12.5"',
    "decimal_max_digits": "至多 {max_digits} 位数字",
    "decimal_max_places": "至多 {decimal_places} 位小数",
    "decimal_whole_digits": "整数部分至多 {whole_digits} 位",
    "date_type": "应为日期，如 2025-03-31",
    "date_parsing": "应为日期，如 2025-03-31",
    "date_from_datetime_parsing": "应为日期，如 2025-03-31",
    "date_from_datetime_inexact": "应为日期，不带时刻",
    "time_type": "应为时刻，如 09:30",
    "time_parsing": "应为时刻，如 09:30",
    "datetime_type": "应为时间，如 2025-03-31T09:30:00+08:00",
    "datetime_parsing": "应为时间，如 2025-03-31T09:30:00+08:00",
    "datetime_from_date_parsing": "应为时间，如 2025-03-31T09:30:00+08:00",
    "timezone_aware": "时间应带时区，如 +08:00",
    "union_tag_invalid": "不认识的类型 {tag}，只能是 {expected_tags}",
    "union_tag_not_found": "缺少类型",
    "url_type": "应为网址",
    "url_parsing": "应为完整的网址，如 https://…",
    "url_scheme": "网址只能以 {expected_schemes} 开头",
    "url_too_long": "网址过长",
    "uuid_type": "应为 UUID",
    "uuid_parsing": "应为 UUID",
}


NO_FILE = Words(
    "没有收到文件，或上传中断没有传完；请重新选择文件上传",
    "no file came, or not the whole of it: choose it and send it again",
)


def said_of(error: Mapping[str, Any], lang: str) -> str:
    """What an error of pydantic says.

    >>> said_of({"type": "greater_than_equal", "ctx": {"ge": 1}, "msg": "Input should be …"}, "zh")
    '应不小于 1'
    >>> said_of({"type": "value_error", "ctx": {"error": "没有这个期次"}, "msg": "Value error, 没有这个期次"}, "zh")
    '没有这个期次'
    >>> said_of({"type": "callable_type", "msg": "Input should be callable"}, "zh")
    '格式不符（Input should be callable）'
    """
    kind, ctx, words = str(error["type"]), error.get("ctx") or {}, str(error["msg"])
    if kind == "missing" and error.get("loc", ())[-1:] in {("file",), ("files",)}:
        return NO_FILE.zh if lang == "zh" else NO_FILE.en
    if kind in {"value_error", "assertion_error"}:
        return str(ctx.get("error") or words)
    if lang != "zh":
        return words
    if "expected" in ctx:
        expected = str(ctx["expected"]).replace(" or ", "、").replace(", ", "、").replace("'", "")
        if not expected:
            return "留空"
        ctx = ctx | {"expected": expected}
    return KINDS[kind].format_map(ctx) if kind in KINDS else f"格式不符（{words}）"
