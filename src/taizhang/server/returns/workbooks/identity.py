"""Which return a sheet was made for: written into a hidden cell of it, with a sum that tells whether it was altered."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from secrets import token_hex

from taizhang.server.lib.rows import canonical
from taizhang.server.returns.models import Return
from taizhang.server.returns.workbooks.layout import MARK

MOST_ID = 2**63
MOST_COPY = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """A return by its id, and what the ledger calls it, so that a file of another ledger is not taken for one of ours.

    `version` is the revision of its form, `copy` is the mark of this template.
    """

    filed: int
    unit: str
    unit_name: str
    region: str
    form: int
    form_name: str
    version: int
    period: str
    copy: str

    @property
    def sum(self) -> str:
        """What tells whether it was altered."""
        return sha256(canonical(asdict(self)).encode()).hexdigest()[:16]

    def mark(self) -> str:
        """The words of the hidden cell."""
        return MARK + canonical({**asdict(self), "sum": self.sum})

    def is_of(self, filed: Return) -> bool:
        """Whether it names that return, rather than one of another ledger with the same number."""
        said = (self.filed, self.unit, self.region, self.form, self.period)
        return said == (filed.pk, filed.unit.code, filed.unit.region.code, filed.form_id, filed.period)


def identity_of(filed: Return, copy: str = "") -> Identity:
    """What is written into a sheet of a return; a new template has a mark of its own."""
    return Identity(
        filed=filed.pk,
        unit=filed.unit.code,
        unit_name=filed.unit.name,
        region=filed.unit.region.code,
        form=filed.form_id,
        form_name=filed.form.name,
        version=filed.form.revision,
        period=filed.period,
        copy=copy or token_hex(8),
    )


def identity_in(mark: str) -> Identity | None:
    """What a hidden cell says; None where it is none of ours or was altered."""
    try:
        said = json.loads(mark.removeprefix(MARK))
        sum_ = said.pop("sum")
        found = Identity(**said)
        sound = 0 < found.filed < MOST_ID and len(found.copy) <= MOST_COPY and found.sum == sum_
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return found if sound else None
