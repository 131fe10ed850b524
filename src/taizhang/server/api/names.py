"""Shapes that stand in those of every subject: a thing by its name, words in both languages, an indicator."""

from ninja import Schema


class Named(Schema):
    """A region, a unit, a programme or a form by its id and name."""

    id: int
    name: str


class Said(Schema):
    """Words in both languages."""

    zh: str
    en: str


class Measured(Schema):
    """An indicator by its id, code, name and unit of measure."""

    id: int
    code: str
    name: str
    unit_of_measure: str
