"""What somebody tries by a form: done, or refused so that it can be mended in the form as it was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.pages.forms.typed import MENDED, Form


@dataclass(frozen=True, slots=True)
class Tried:
    """The form as things stand when it is refused, and how the page is drawn with it."""

    request: HttpRequest
    form: Callable[[], Form]
    drawn: Callable[[Form], HttpResponse]

    def done(self, deed: Callable[[], object], said: Words) -> Words | HttpResponse:
        """What became of the deed: its words, or the page with what was wrong."""
        try:
            deed()
        except MENDED as error:
            return self.drawn(self.form().again(self.request.POST, error))
        return said
