"""The app of review: a document read anew takes the verdicts of its earlier reading along."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The app of review."""

    name = "taizhang.server.review"

    def ready(self) -> None:
        """Follow each new reading."""
        from taizhang.server.documents.reading import followers  # noqa: PLC0415 - models are there by now
        from taizhang.server.review.carrying import carry_over  # noqa: PLC0415

        followers.append(carry_over)
