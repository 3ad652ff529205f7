"""Projections, clipping and named views of the map."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.maps.geometry import Box, arrow_head, clip_line, clip_ring, filled_in, lengths, shifted
from components.maps.projection import EARTH_KM, Azimuthal, Mercator, great_circle
from components.maps.views import FRAMINGS, MapView, frame, view_of

EURASIA = st.tuples(st.floats(15, 150), st.floats(25, 75))
SQUARE = Box(0, 0, 10, 10)


@given(st.lists(EURASIA, min_size=1, max_size=20), st.sampled_from([Azimuthal(90, 55), Mercator()]))
def test_projections_can_be_undone(spots: list[tuple[float, float]], projection: Azimuthal | Mercator) -> None:
    lonlat = np.array(spots)
    assert np.allclose(projection.inverse(projection.forward(lonlat)), lonlat, atol=1e-6)


def test_distances_from_the_centre_and_areas_are_those_of_the_sphere() -> None:
    # Chord of 10 degrees; and a one-degree cell, whose area the projection keeps wherever it lies.
    north = Azimuthal(90, 55).forward(np.array([[90.0, 65.0]]))[0]
    assert north == pytest.approx([0, 2 * EARTH_KM * np.sin(np.radians(5))], abs=1e-6)
    cell = np.array([[36.0, 51.0], [37.0, 51.0], [37.0, 52.0], [36.0, 52.0]])
    x, y = Azimuthal(90, 55).forward(filled_in(np.vstack([cell, cell[:1]]), 0.02)).T
    area = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    expected = EARTH_KM**2 * np.radians(1) * (np.sin(np.radians(52)) - np.sin(np.radians(51)))
    assert area == pytest.approx(expected, rel=1e-4)


@given(EURASIA, EURASIA)
def test_great_circles_keep_their_ends_and_are_the_shortest_way(a: tuple[float, float], b: tuple[float, float]) -> None:
    line = great_circle(a, b)
    assert tuple(line[0]) == pytest.approx(a)
    assert tuple(line[-1]) == pytest.approx(b)
    assert _km(line) <= _km(np.array([a, b])) + 1 or len(line) == 2
    assert _km(great_circle(a, b, bow=0.04)) >= _km(line) - 1e-6


def _km(line: np.ndarray) -> float:
    lam, phi = np.radians(line).T
    vectors = np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
    cosines = np.clip((vectors[:-1] * vectors[1:]).sum(axis=1), -1, 1)
    return float(EARTH_KM * np.arccos(cosines).sum())


def test_the_airlift_is_as_long_as_measured() -> None:
    assert _km(great_circle((132.148, 43.399), (36.2956, 51.7506))) == pytest.approx(6737.1, rel=0.005)


POINTS = st.lists(st.tuples(st.floats(-20, 30), st.floats(-20, 30)), min_size=3, max_size=12)


@given(POINTS)
def test_clipped_rings_and_lines_stay_in_the_box(spots: list[tuple[float, float]]) -> None:
    ring = np.array(spots)
    box = SQUARE.grown(1e-6)
    for part in (clip_ring(ring, SQUARE), *clip_line(ring, SQUARE)):
        assert not len(part) or (part.min() >= box.left and part.max() <= box.right)


def test_clipping_keeps_what_is_inside_and_splits_what_leaves() -> None:
    ring = clip_ring(np.array([[-5.0, -5], [5, -5], [5, 5], [-5, 5]]), SQUARE)
    x, y = ring.T
    assert abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2 == pytest.approx(25)
    parts = clip_line(np.array([[1.0, 5], [20, 5], [20, 8], [2, 8]]), SQUARE)
    assert [part.tolist() for part in parts] == [[[1, 5], [10, 5]], [[10, 8], [2, 8]]]
    assert clip_line(np.array([[20.0, 20], [30, 30]]), SQUARE) == []


def test_lines_are_shifted_filled_and_headed() -> None:
    line = np.array([[0.0, 0], [100, 0]])
    assert shifted(line, 3)[:, 1].tolist() == [3, 3]
    assert np.diff(lengths(filled_in(line, 24))).max() <= 24
    head = arrow_head(np.array([10.0, 0]), 0.0, 12)
    assert head[0].tolist() == [10, 0]
    assert head[1:3, 0].tolist() == pytest.approx([-2, -2])


@pytest.mark.parametrize("view", list(MapView))
@pytest.mark.parametrize("size", [(1360, 520), (1488, 640), (432, 250), (358, 520)])
def test_a_view_shows_all_it_must_at_every_size(view: MapView, size: tuple[int, int]) -> None:
    laid = frame(FRAMINGS[view], Box(0, 0, *size))
    px = laid.px(np.array(FRAMINGS[view].must_show))
    assert (px >= -1e-6).all()
    assert (px <= np.array(size) + 1e-6).all()
    assert np.allclose(laid.px(laid.projection.inverse(laid.to_plane(px))), px, atol=1e-3)


def test_an_unknown_view_is_named_and_answered_with_the_default() -> None:
    assert view_of("") == (MapView.CORRIDOR, "")
    assert all(view_of(view.value) == (view, "") for view in MapView)
    view, words = view_of("<b>moon</b>")
    assert view is MapView.CORRIDOR
    assert "<b>moon</b>" in words
    assert "corridor" in words
