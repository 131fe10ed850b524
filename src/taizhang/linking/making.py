"""The link that a pair of quantities makes, with its reasons."""

from taizhang.linking.matching import SURE, Pair
from taizhang.linking.slips import agree
from taizhang.model import Link, LinkKind


def linked(kind: LinkKind, pair: Pair, reasons: tuple[str, ...] = ()) -> Link:
    """The link that a pair makes."""
    a, b = pair.a.fact, pair.b.fact
    why = [*pair.reasons, *reasons]
    if a.basis != b.basis:
        why.append("basis_differs")
    if kind == "restates" and a.comparator != b.comparator:
        why.append("comparator_differs")
    apart = "scope_differs" in pair.reasons and kind != "restates"
    certain = pair.score >= SURE and not apart and not reasons[1:] and {a.certainty, b.certainty} == {"sure"}
    agrees = agree(a, b) if kind == "restates" else None
    return Link(kind, pair.a.said, pair.b.said, agrees, ";".join(dict.fromkeys(why)), "sure" if certain else "review")
