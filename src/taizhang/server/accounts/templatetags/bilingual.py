"""`{% say "登录" "Sign in" %}`: the words of a page beside each other in both languages, in the order of `Words`."""

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def say(zh: str, en: str, **fields: object) -> str:
    """The words in the language of the page; fields in braces are filled."""
    words = en if (get_language() or "").startswith("en") else zh
    return words.format_map(fields) if fields else words
