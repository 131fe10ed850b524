"""All that there is in a ledger, to be compared before and after something that must change nothing."""

from pathlib import Path

from django.conf import settings

from taizhang.server.jobs.models import Job
from taizhang.server.lib.rows import fields_of, recorded_models
from taizhang.server.log.models import Change, Entry


def ledger():
    """All that there is: recorded rows, the log, jobs, files."""
    rows = {model._meta.label: [fields_of(row) for row in model.objects.order_by("pk")] for model in recorded_models()}
    files = {path: path.stat().st_size for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    return rows, Entry.objects.count(), Change.objects.count(), Job.objects.count(), files
