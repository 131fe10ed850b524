"""The command line: one command a library function, in Chinese or English."""

from taizhang.cli.main import main

__all__ = ["main"]
