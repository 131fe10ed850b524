"""What the task sections promise: one action a row."""

from taizhang.model import Commitment, Document, Fact


def commitments_of(document: Document, facts: tuple[Fact, ...]) -> tuple[Commitment, ...]:
    """The commitments of the document's task sections, in order."""
    return ()
