"""Two pictures of a page beside each other: what differs is framed, and nothing else."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from booklet.api.differences import find_differences, mark_differences
from booklet.errors import SourceError


def page(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (200, 280)) -> bytes:
    picture = Image.new("RGB", size, "white")
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill="navy")
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def test_the_same_page_has_no_differences() -> None:
    one = page((20, 20, 60, 40))
    assert find_differences(one, one) == ()
    assert Image.open(BytesIO(mark_differences(one, one))).tobytes() == Image.open(BytesIO(one)).tobytes()


def test_each_part_that_differs_is_framed_once() -> None:
    before, now = page((20, 20, 60, 40)), page((20, 20, 60, 40), (20, 100, 90, 120), (120, 200, 160, 220))
    boxes = sorted(find_differences(before, now))
    assert len(boxes) == 2
    for found, drawn in zip(boxes, ((20, 100, 91, 121), (120, 200, 161, 221)), strict=True):
        assert all(abs(a - b) <= 8 for a, b in zip(found, drawn, strict=True))
    marked = Image.open(BytesIO(mark_differences(before, now)))
    assert marked.getpixel((40, 30)) == (0, 0, 128) and marked.getpixel((14, 110)) == (200, 0, 110)


def test_an_older_picture_of_another_size_is_scaled() -> None:
    before, now = page(), page((40, 40, 121, 81), size=(400, 560))
    assert len(find_differences(before, now)) == 1
    assert Image.open(BytesIO(mark_differences(before, now))).size == (400, 560)


@pytest.mark.parametrize("data", [b"", b"<svg/>", page()[:60], page(size=(13000, 1))])
def test_what_is_no_picture_of_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="wrong-picture"):
        find_differences(data, page())
