"""`{% reading_room sentence as address %}`: where in the reading room a sentence stands."""

from django import template
from django.urls import NoReverseMatch, reverse

from taizhang.server.pages.plans.target_rows import Sentence

register = template.Library()


@register.simple_tag
def reading_room(sentence: Sentence) -> str:
    """The address of a sentence in the reading room."""
    try:
        return f"{reverse('document', args=[sentence.document])}#{sentence.thing}"
    except NoReverseMatch:
        return ""
