"""Fields of Word: what an instruction is for, and the words of those that print without a result."""

import re
from dataclasses import dataclass

from taizhang.reading.docx.markup import Node, child, children, number, switched, value
from taizhang.reading.office.numerals import CIRCLED

MOST_INSTRUCTION = 2_000  # characters of an instruction that are looked at
CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)
SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)')
CIRCLES = frozenset("○〇◯◎")


@dataclass(slots=True)
class Field:
    """A field that has begun. What stands before its result is instruction, and no words."""

    instruction: str = ""
    result: bool = False
    printed: bool = False  # whether its result brought words
    form: Node | None = None

    def instruct(self, words: str) -> None:
        """Add to the instruction."""
        if len(self.instruction) < MOST_INSTRUCTION:
            self.instruction += words

    @property
    def is_contents(self) -> bool:
        """Whether it prints a table of contents."""
        return CONTENTS.match(self.instruction) is not None


def shown_by(field: Field) -> str:
    """What a field without a result prints: boxes and choices of a form, and signs put together by EQ."""
    if field.form is not None:
        return _form(field.form)
    return equation(field.instruction) if EQUATION.match(field.instruction) and not field.printed else ""


def equation(instruction: str) -> str:
    r"""The words of an EQ field: a circle with a number in it, a fraction, words set over others; else what it holds.

    >>> equation(r"EQ \o\ac(○,3)"), equation(r"EQ \f(1,2)"), equation(r'EQ \* jc2 \* hps10 \o\ad(\s\up 9(lín),邻)')
    ('③', '1/2', '邻')
    """
    words = SWITCH.sub("", EQUATION.sub("", instruction, count=1)).strip()
    parts = _arguments(words)
    if not parts:
        return ""
    if re.match(r"\\f\b", words, re.IGNORECASE) and len(parts) == 2:
        return "/".join(parts)
    if CIRCLES.intersection(parts):
        inner = next((part for part in parts if part not in CIRCLES), "")
        at = int(inner) if inner.isdecimal() and len(inner) < 3 else 0
        return CIRCLED[at - 1] if 0 < at <= len(CIRCLED) else f"({inner})" if inner else ""
    if re.match(r"\\o\b", words, re.IGNORECASE):
        return parts[-1]
    return "".join(parts)


def _arguments(words: str) -> list[str]:
    """The arguments of the outermost switch, without the switches inside them."""
    start = words.find("(")
    end = words.rfind(")")
    if start < 0 or end < start:
        return []
    parts, depth = [""], 0
    for letter in words[start + 1 : end]:
        depth += (letter == "(") - (letter == ")")
        if letter in ",，;" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [_plain(part) for part in parts]


def _plain(argument: str) -> str:
    """An argument without switches and the brackets that belong to them."""
    if "\\" not in argument:
        return argument.strip()
    bare = re.sub(r"\\[a-z]+\s*-?\d*", "", argument, flags=re.IGNORECASE)
    return bare.replace("(", "").replace(")", "").strip()


def _form(data: Node) -> str:
    """What a field of a form shows: a box, ticked or not, or the choice that was made."""
    if (box := child(data, "w:checkBox")) is not None:
        ticked = switched(child(box, "w:checked"))
        if ticked is None:
            ticked = switched(child(box, "w:default"))
        return "☑" if ticked else "□"
    if (choices := child(data, "w:ddList")) is not None:
        entries = children(choices, "w:listEntry")
        at = number(child(choices, "w:result"), default=number(child(choices, "w:default"), default=0)) or 0
        return (value(entries[at]) or "") if 0 <= at < len(entries) else ""
    return ""
