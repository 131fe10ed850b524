"""`taizhang admin settings`: the settings in force, what each means, where it comes from; secrets are not shown."""

import os

from django.conf import settings as in_force

from taizhang.server.config import SETTINGS, Setting
from taizhang.server.operations.telling import Tell, Words


def settings(tell: Tell) -> int:
    """List them in their order."""
    for setting in SETTINGS:
        tell(line(setting, in_force.CONFIG.text(setting.name)))
    return 0


def line(setting: Setting, value: str) -> Words:
    """One setting; a star before those that were set."""
    star = "*" if setting.variable in os.environ else " "
    said = f"{star} {setting.variable}={setting.shown(value)}"
    return Words(f"{said}\n    {setting.about.zh}", f"{said}\n    {setting.about.en}")
