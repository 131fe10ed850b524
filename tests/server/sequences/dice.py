"""The small integers of a sequence, by which a step chooses among what exists."""


class Nothing(Exception):
    """There is nothing that the step could be tried on."""


class Dice:
    """Numbers from 0 to 255, one for each choice; when they are used up every choice is the first."""

    def __init__(self, numbers: bytes) -> None:
        self.numbers = iter(numbers)

    def below(self, count):
        """A number below `count`."""
        return next(self.numbers, 0) % count

    def pick(self, rows):
        """One of what is there; Nothing where nothing is."""
        there = list(rows)
        if not there:
            raise Nothing
        return there[self.below(len(there))]

    def wild(self, often=6):
        """Whether to try what is likely to be refused: once in so many times."""
        return self.below(often) == often - 1
