"""How a command ends."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    SOME_FAILED = 1  # at least one file could not be read; the others were
    USAGE = 2  # the command line was not understood
    NOT_WRITTEN = 3  # the output could not be written
    DEFECT = 4  # a defect of taizhang itself
    INTERRUPTED = 130  # stopped by the user
