"""How far things are: between two points, and from a point to a post, which stands at its own pin or in its village."""

import math

from sqlalchemy import ColumnElement, func

from models.posting import Posting
from models.village import Village

EARTH_KM = 6371.0
Point = tuple[float, float]
"""Latitude, longitude in degrees."""


def kilometres(one: Point, other: Point) -> float:
    """Great-circle distance between two points in degrees (haversine formula)."""
    lat_1, lat_2 = math.radians(one[0]), math.radians(other[0])
    half_lat, half_lng = (lat_2 - lat_1) / 2, math.radians(other[1] - one[1]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(half_lng) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def point_of(post: Posting) -> Point | None:
    """Where a post stands; None when neither it nor its village has a pin."""
    if post.lat is not None and post.lng is not None:
        return (post.lat, post.lng)
    village = post.village
    return (village.lat, village.lng) if village.lat is not None and village.lng is not None else None


def away(near: Point) -> ColumnElement[float]:
    """What posts joined with their villages are ordered by, the nearest first; null for what stands nowhere.

    Within a country the flat earth orders as the round one does.
    """
    lat, lng = near
    east = (func.coalesce(Posting.lng, Village.lng) - lng) * math.cos(math.radians(lat))
    north = func.coalesce(Posting.lat, Village.lat) - lat
    return east * east + north * north


def point(written: str) -> Point | None:
    """`17.48,100.11` → a point on the earth; None for anything else, NaN and infinity too."""
    try:
        lat, lng = (float(part) for part in written.split(","))
    except ValueError:
        return None
    return (lat, lng) if -90 <= lat <= 90 and -180 <= lng <= 180 else None


def spoken(kilometres_away: float) -> str:
    """`ห่าง 12 กม.`."""
    return "ใกล้มาก ไม่ถึง 1 กม." if kilometres_away < 1 else f"ห่าง {kilometres_away:,.0f} กม."
