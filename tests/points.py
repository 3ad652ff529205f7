"""Made-up points for tests and measurements; every name says that it is made up, and none is shipped."""

from __future__ import annotations

import random

KINDS = ("made-up port call", "made-up fire", "made-up train")


def synthetic_points(count: int = 50_000, *, seed: int = 1) -> bytes:
    """Write a CSV file of points between Kursk and Vladivostok, 2022 to 2025, without any meaning."""
    dice = random.Random(seed)
    lines = ["lat,lon,date,name,kind"]
    for number in range(count):
        day = f"202{dice.randint(2, 5)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        lat, lon = dice.uniform(38, 60), dice.uniform(30, 140)
        lines.append(f"{lat:.4f},{lon:.4f},{day},synthetic {number},{dice.choice(KINDS)}")
    return "\n".join(lines).encode()
