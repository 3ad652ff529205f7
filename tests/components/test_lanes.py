"""Lanes: nothing overlaps, nothing leaves its lane, nothing is lost, landmarks are named first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts.lane_bits import bits
from components.charts.lane_items import LEAST_BODY, Item, Lane, Placed, Room, Side, balanced, height_of
from components.charts.lanes import arrange
from components.charts.measure import text_width

ROOM = Room(left=120, right=1200, top=0, bottom=420, text=12)
WORDS = ("Kyiv: first clash in Kursk", "Treaty in force", "NIS: 100 killed, 1\u2009000 wounded", "Rajin")


def item(key: str, left: float, right: float | None = None, *, weight: int = 3, label: str = "Treaty in force") -> Item:
    return Item(key, (weight, int(left)), left, left if right is None else right, label)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    found = []
    for number in range(draw(st.integers(0, 45))):
        left = draw(st.integers(130, 1190))
        width = draw(st.sampled_from([0, 0, 0, 12, 40, 400]))
        found.append(
            Item(
                f"e{number}",
                (draw(st.integers(1, 3)), left),
                left,
                min(left + width, 1200) if width else left,
                draw(st.sampled_from(WORDS)),
                fades_left=draw(st.booleans()),
                fades_right=draw(st.booleans()),
            )
        )
    return found


def box(one: Placed) -> tuple[float, float, float, float]:
    """The px of a mark without tails."""
    half = one.size / 2
    body = one.item.right - one.item.left >= LEAST_BODY
    left = min(one.item.left, one.item.middle - half) if body else one.item.middle - half
    right = max(one.item.right, one.item.middle + half) if body else one.item.middle + half
    return left, right, one.y - half * 0.9, one.y + half * 0.9


def word_boxes(one: Placed) -> Iterator[tuple[float, float, float, float]]:
    """The px of the lines of a label, as high as small letters and capitals."""
    for i, line in enumerate(one.lines):
        width = text_width(line, ROOM.text)
        left = one.text_x - width if one.side is Side.LEFT else one.text_x
        middle = one.text_y + (i - (len(one.lines) - 1) / 2) * ROOM.line
        yield left, left + width, middle - 0.36 * ROOM.text, middle + 0.36 * ROOM.text


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


@settings(max_examples=20)
@given(st.lists(items(), min_size=1, max_size=7))
def test_nothing_overlaps_or_is_lost(groups: list[list[Item]]) -> None:
    lanes = [Lane(str(at), group, least=21) for at, group in enumerate(groups)]
    arrange(lanes, ROOM)
    for lane, group in zip(lanes, groups, strict=True):
        there = [one.item.key for one in lane.placed] + [one.key for more in lane.more for one in more.items]
        assert sorted(there) == sorted(one.key for one in group)
        assert all(len(more.items) > 1 for more in lane.more)
        boxes = [box(one) for one in lane.placed] + [words for one in lane.placed for words in word_boxes(one)]
        boxes += [(more.x - 9, more.x + 9, more.y - 4, more.y + 4) for more in lane.more]
        assert all(apart(one, other) for one, other in combinations(boxes, 2))
        assert all(lane.top - 0.1 <= top and bottom <= lane.top + lane.height + 0.1 for _, _, top, bottom in boxes)
        words = [words for one in lane.placed for words in word_boxes(one)]
        assert all(ROOM.left <= left and right <= ROOM.right + 0.1 for left, right, _, _ in words)


@settings(max_examples=20)
@given(st.lists(items(), min_size=1, max_size=14))
def test_lanes_stand_without_gaps_and_take_no_more_air_than_they_need(groups: list[list[Item]]) -> None:
    lanes = [Lane(str(at), group, least=21) for at, group in enumerate(groups)]
    density = arrange(lanes, ROOM)
    assert lanes[0].top == ROOM.top
    for above, below in pairwise(lanes):
        assert above.top + above.height == pytest.approx(below.top)
    bottom = lanes[-1].top + lanes[-1].height
    assert bottom <= ROOM.bottom + 0.1
    # Height stays free beneath only where every lane has all the air it may have.
    content = [height_of(lane, density) for lane in lanes]
    if sum(max(1.5 * height, height + 14) for height in content) >= ROOM.bottom:
        assert bottom >= ROOM.bottom - 14 * len(lanes)
    for lane, height in zip(lanes, content, strict=True):
        assert lane.height <= max(1.5 * height, height + 14) + 0.1


def test_a_single_event_takes_no_whole_picture() -> None:
    lane = Lane("a", [item("e", 600)], least=21)
    arrange([lane], ROOM)
    assert lane.height < 60


def test_words_under_a_span_keep_off_it() -> None:
    for height in (60, 90, 420):
        span = item("span", 300, 800, weight=1, label="Russia stops oil reports to UN")
        lane = Lane("a", [span, *(item(f"e{i}", 150 + 4 * i, label="Treaty in force") for i in range(240))], least=21)
        arrange([lane], Room(120, 1200, 0, height, 12))
        for one in lane.placed:
            if one.side is Side.UNDER:
                capitals = one.text_y - 0.36 * ROOM.text
                assert capitals - (one.y + min(one.size, 10) / 2) >= 3.5


def test_labels_stand_on_one_side_of_the_upright_line() -> None:
    room = Room(120, 1200, 0, 420, 12, rule=700)
    marks = [item(f"e{i}", left) for i, left in enumerate((620, 650, 690, 710, 740))]
    lane = Lane("a", marks, least=21)
    arrange([lane], room)
    assert lane.named == len(marks)
    boxes = [words for one in lane.placed for words in word_boxes(one)]
    assert not [words for words in boxes if words[0] < 700 < words[1]]


def test_one_day_fans_out_downwards() -> None:
    lane = Lane("a", [item(f"e{i}", 500, label="") for i in range(3)], least=21)
    arrange([lane], Room(120, 1200, 0, 420, 12, labels=False))
    ys = [one.y for one in lane.placed]
    assert len(set(ys)) == 3
    assert {one.item.middle for one in lane.placed} == {500}
    assert max(ys) - min(ys) < 60


def test_landmarks_are_labelled_before_details() -> None:
    crowd = [item(f"e{i}", 300 + 12 * i) for i in range(60)]
    landmark = item("landmark", 640, weight=1)
    lane = Lane("a", [*crowd, landmark], least=21)
    arrange([lane], Room(120, 1200, 0, 90, 12))
    named = {one.item.key for one in lane.placed if one.lines}
    assert "landmark" in named
    assert len(named) < len(crowd)


def test_too_many_marks_become_numbers_that_count_every_event() -> None:
    lane = Lane("a", [item(f"e{i}", 600) for i in range(40)], least=21)
    arrange([lane], Room(120, 1200, 0, 40, 12))
    assert lane.more
    assert len(lane.placed) + sum(len(more.items) for more in lane.more) == 40
    assert all(abs(more.x - 600) <= 24 for more in lane.more)


def test_no_number_stands_for_one_event_alone() -> None:
    # Two rows: the span fills one, what stands under its end the other, and one mark is left over.
    marks = [item("span", 400, 480, label=""), item("early", 470, label=""), item("late", 463, 475, label="")]
    lane = Lane("a", marks, least=21)
    arrange([lane], Room(120, 1200, 0, 21, 12))
    assert [sorted(one.key for one in more.items) for more in lane.more] == [["early", "late"]]
    assert [one.item.key for one in lane.placed] == ["span"]


def test_a_mark_alone_is_drawn_where_another_can_make_way() -> None:
    # Row by row in the order of time the last mark finds both rows taken; what bars it has room on the other row.
    marks = [
        item("instant", 400, label=""),
        item("by", 415, 427, label="")._replace(fades_left=True),
        item("span", 432, 476, label=""),
        item("last", 438, label="")._replace(fades_left=True),
    ]
    lane = Lane("a", marks, least=21)
    arrange([lane], Room(120, 1200, 0, 21, 12, labels=False))
    assert not lane.more
    assert all(apart(box(one), box(other)) for one, other in combinations(lane.placed, 2))


def test_little_is_drawn_large_and_much_is_drawn_small() -> None:
    few = Lane("a", [item("e", 600)], least=21)
    many = [Lane(str(i), [item(f"e{i}-{j}", 400 + 2 * j) for j in range(40)], least=21) for i in range(8)]
    roomy, dense = arrange([few], ROOM), arrange(many, ROOM)
    assert roomy.large > dense.large
    assert roomy.pitch > dense.pitch


def test_a_label_at_the_right_edge_stands_left_of_its_mark() -> None:
    lane = Lane("a", [item("e", 1190)], least=21)
    arrange([lane], ROOM)
    assert [one.side for one in lane.placed] == [Side.LEFT]


def test_a_number_is_never_broken() -> None:
    assert balanced("US at UN: over 20\u2009000 containers", 12) == ("US at UN: over", "20\u2009000 containers")


def test_px_are_counted_once() -> None:
    assert bits(3, 3) == 0b1000
    assert bits(-5, 1) == 0b11
    assert bits(10, 20).bit_count() == 11
