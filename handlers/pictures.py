"""The address of a photo in a card."""

from collections.abc import Sequence

from handlers.capability import Context
from models.photo import Photo, PhotoState


def picture_url(context: Context, photos: Sequence[Photo]) -> str:
    """The first photo that can be shown already, as an absolute URL; empty when none can.

    A phone loads a card's picture when it is drawn: a photo that is still being fetched would stay a grey box.
    """
    ready = next((photo for photo in photos if photo.state == PhotoState.READY), None)
    return f"{context.base_url}/media/{ready.key}-preview.jpg" if ready else ""
