"""The way in for the command line: the operation of a name, with Django set up first, since its models want that.

This module itself imports neither Django nor anything that does.
"""

import os
from collections.abc import Callable
from importlib import import_module

MODULES = {
    "serve": "serving",
    "create": "founding",
    "backup": "backup",
    "restore": "restore",
    "verify": "verify",
    "migrate": "migrating",
    "dump": "dumping",
    "load": "dumping",
    "load_demonstration": "demonstration",
    "publish": "publishing",
    "settings": "showing",
}


def operation(name: str) -> Callable[..., int]:
    """The operation called `name`; it takes how to tell, then its options, and returns an exit code.

    SettingRefused where the environment holds a setting that cannot be.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.server.settings")
    import_module("django").setup()
    found: Callable[..., int] = getattr(import_module(f"taizhang.server.operations.{MODULES[name]}"), name)
    return found
