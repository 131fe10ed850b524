"""A page of administration with forms: drawn as things stand, or as it was typed where a form was refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.pages.administration.frame import WRONG, drawn, opened
from taizhang.server.pages.forms.typed import MENDED, Form, Typed, drawn_again, named_choices

P = ParamSpec("P")
Forms = Mapping[str, Form]
Told = tuple[Mapping[str, object], Forms]  # what a page shows, and its forms by their keys


@dataclass(frozen=True, slots=True)
class FormPage(Generic[P]):
    """Behind which tile a page stands, its template, and what is told on it: of a list, or of the row of a key."""

    tile: str
    template: str
    told: Callable[Concatenate[HttpRequest, Actor, P], Told]

    def shown(self, request: HttpRequest, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        """The page as things stand."""
        tile = opened(actor, self.tile)
        told, forms = self.told(request, actor, *args, **kwargs)
        return drawn(request, self.template, tile, {**told, "forms": forms})

    def carried(
        self,
        request: HttpRequest,
        actor: Actor,
        name: str,
        do: Callable[[Typed], Words | HttpResponse],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Words | HttpResponse:
        """Do what the form of that name asks for; refused so that it can be mended, it is drawn again as typed."""
        tile = opened(actor, self.tile)
        try:
            return do(Typed(request.POST))
        except MENDED as error:
            told, forms = self.told(request, actor, *args, **kwargs)
            again = drawn_again(forms, request.POST, (name, error))
            return drawn(request, self.template, tile, {**told, **again}, WRONG)


def form_page(tile: str, template: str) -> Callable[[Callable[Concatenate[HttpRequest, Actor, P], Told]], FormPage[P]]:
    """Make a page of what is told on it."""
    return lambda told: FormPage(tile, template, told)


def units_where(actor: Actor, action: str) -> list[tuple[str, str]]:
    """The units where somebody may do something, as the choices of a field."""
    return named_choices(Unit.objects.filter(actor.within(action, "path"), closed_on=None))
