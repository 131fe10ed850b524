"""Notes made by hand: a raised [1] in the words, and behind them a paragraph that begins with [1]."""

import re

from taizhang.reading.layout import Part, Passage, Run

KEY = "mark "
# A bare 1 is not looked for: it begins too many paragraphs that are no notes.
OPENING = re.compile(r"\s*([\[〔(（]\d{1,3}[\])）〕]|[①-⑳]|\*{1,3})")


def tie(parts: list[Part]) -> None:
    """Make notes of the paragraphs behind the last raised mark that begin with such a mark, each with its own.

    >>> from taizhang.reading.layout import Passage, Run
    >>> body = [Passage([Run("增长5%"), Run("[1]", note="mark [1]")]), Passage([Run("[1] 按可比价格计算。")])]
    >>> tie(body)
    >>> body[1].kind, body[1].note
    ('note', 'mark [1]')
    """
    called = {
        run.note: at for at, part in enumerate(parts) for run in _runs(part) if run.note and run.note.startswith(KEY)
    }
    if not called:
        return
    left = set(called)
    for part in parts[max(called.values()) + 1 :]:
        if not isinstance(part, Passage) or part.kind != "paragraph" or not (opening := OPENING.match(part.text)):
            continue
        if (key := KEY + opening[1]) in left:
            part.kind, part.note = "note", key
            left.remove(key)


def _runs(part: Part) -> list[Run]:
    return part.runs if isinstance(part, Passage) else [run for cell in part.cells for run in cell.runs]
