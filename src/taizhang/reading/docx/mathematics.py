"""Formulas of Word on one line: 1/2, √2, (a+b). What has no sign of its own is read through in order."""

from taizhang.reading.docx.markup import Node, below, child, children, name_of, value

PASSED = frozenset({
    "m:fPr", "m:dPr", "m:radPr", "m:naryPr", "m:rPr", "m:ctrlPr", "m:sSupPr", "m:sSubPr", "m:oMathParaPr", "m:deg",
    "m:accPr",
})  # fmt: skip


def in_line(node: Node) -> list[Node | str]:
    """What an element of a formula consists of, in the order in which it is read; signs in between as words."""
    name = name_of(node)
    parts: list[Node | str] = [each for each in node if name_of(each) not in PASSED]
    if name == "m:f":
        return [*_side(child(node, "m:num")), "/", *_side(child(node, "m:den"))]
    if name == "m:rad":
        return ["√", *parts]
    if name == "m:nary":
        return [value(child(node, "m:naryPr", "m:chr"), "m:val") or "∫", *parts]
    if name == "m:d":
        return _enclosed(node)
    return parts


def _side(node: Node | None) -> list[Node | str]:
    """One side of a fraction, in brackets where it is a sum."""
    if node is None:
        return []
    words = "".join(each.text or "" for each in below(node, "m:t"))
    return ["(", node, ")"] if any(sign in words[1:] for sign in "+-−") else [node]


def _enclosed(node: Node) -> list[Node | str]:
    properties = child(node, "m:dPr")
    begin, apart, end = (value(child(properties, f"m:{name}"), "m:val") for name in ("begChr", "sepChr", "endChr"))
    parts: list[Node | str] = ["(" if begin is None else begin]
    for at, element in enumerate(children(node, "m:e")):
        parts += [("|" if apart is None else apart) if at else "", element]
    return [*parts, ")" if end is None else end]
