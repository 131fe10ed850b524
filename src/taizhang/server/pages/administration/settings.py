"""The settings in force (系统设置), looked at only: they are set where the server is started."""

import os

from django.conf import settings as in_force
from django.http import HttpRequest, HttpResponse

from taizhang.server.accounts.acting import Actor
from taizhang.server.config import SETTINGS
from taizhang.server.pages.administration.frame import drawn, opened
from taizhang.server.pages.answers import page

PAGE = "admin_settings"


@page
def settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is set, and what holds where nothing is."""
    config = in_force.CONFIG
    rows = [(setting, setting.shown(config.text(setting.name)), setting.variable in os.environ) for setting in SETTINGS]
    told = {"rows": rows, "public": config.flag("PUBLIC_PAGES")}
    return drawn(request, "settings", opened(actor, PAGE), told)
