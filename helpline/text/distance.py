"""How far it is from one spot on the earth to another."""

import math

_EARTH_KM = 6371.0

Spot = tuple[float, float]  # latitude, longitude in degrees


def kilometres(one: Spot, other: Spot) -> float:
    """Return the great-circle distance between two spots."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, spot)) for spot in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
