"""Messages to people: in the application, and by e-mail where a mail server is set."""

from django.db import models

from taizhang.server.accounts.models import Unit, User
from taizhang.server.lib.rows import Recorded


class Notice(Recorded):
    """A message to a person, or to the mailbox of a unit (then without `user`).

    `mail_to` is the address it goes to besides, empty for none; `mail_tries` counts the attempts, `mail_trouble` is
    what the last failure said. `unit` is the node that it is about.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="notices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="notices")
    kind = models.CharField(max_length=24)
    words = models.JSONField()
    about = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_to = models.EmailField(blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_trouble = models.CharField(max_length=200, blank=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.words.get("zh", ""))
