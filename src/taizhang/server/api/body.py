"""What the bodies of requests have in common."""

from ninja import Schema
from pydantic import ConfigDict


class Body(Schema):
    """What a request says. A field that the operation does not know is refused: passed over, a slip would be lost."""

    model_config = ConfigDict(extra="forbid")
