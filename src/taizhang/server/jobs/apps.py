"""Find the jobs and ticks of every part: the modules `jobs` and `ticks` of each app are imported at start."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The app of background jobs."""

    name = "taizhang.server.jobs"

    def ready(self) -> None:
        """Import what registers itself by @job and @tick."""
        autodiscover_modules("jobs", "ticks")
