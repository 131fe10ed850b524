"""Where the figures of these pages lead: to the page that tells where a value came from."""

from django.urls import NoReverseMatch, reverse


def traced(observation: int | None) -> str:
    """The address at which a figure is traced; none of a derived one, which is of no row."""
    if observation is None:
        return ""
    try:
        return reverse("trace", args=["observation", observation])
    except NoReverseMatch:
        return ""
