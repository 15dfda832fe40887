"""What content draws by name is told, and content that is not written as ours is refused."""

import pytest

from booklet.check.proof.operators import AS_IT_IS, box_of, product, read_operators
from booklet.geometry import Rect
from booklet.pdf.written import NotPlainError

CONTENT = b"""q 1 0 0 1 10 20 cm /card Do
BT /Bold 12 Tf 1 0 0 1 5 5 Tm [<00010002>5<0002>]TJ
q /Thin 9.5 Tf [<0009>]TJ Q
[<0004>-12.5<0003>]TJ ET Q
q 0 0 10 10 re W n 2 0 0 2 0 0 cm q 1 0 0 1 3 4 cm /icon-question Do Q Q
/P <</MCID 0>> BDC [3 2] 0 d EMC"""


def test_codes_are_those_of_the_font_that_shows_them_and_forms_stand_where_they_are_drawn() -> None:
    drawn = read_operators(((CONTENT, ""),))
    assert drawn.fonts == (("Bold", (1, 2, 3, 4)), ("Thin", (9,)))
    assert drawn.forms == (("card", (1, 0, 0, 1, 10, 20)), ("icon-question", (2, 0, 0, 2, 6, 8)))


def test_a_stream_goes_on_in_the_next() -> None:
    drawn = read_operators(((b"q 1 0 0 1 1 2 cm", ""), (b"/form Do Q", ""), (b"/form Do", "")))
    assert drawn.forms == (("form", (1, 0, 0, 1, 1, 2)), ("form", AS_IT_IS))


def test_what_only_ends_as_an_operator_keeps_and_brings_back_nothing() -> None:
    place = b"q 1 0 0 1 5 5 cm aQ /Seq BMC /A Do EMC Q"
    assert read_operators(((place, ""),)).forms == (("A", (1, 0, 0, 1, 5, 5)),)


@pytest.mark.parametrize(
    "content",
    [
        b"BT /A 1 Tf (text) Tj ET",
        b"BT /A 1 Tf <0001> Tj ET",
        b"BT /A 1 Tf [<001>]TJ ET",
        b"BT /A 1 Tf [<0001>] TJ ET",
        b"BT [<0001>]TJ ET",
        b"BT /A 1 Tf <0001> ' ET",
        b"1 0 0 1 0 0 cm",
        b"q 1 0 0 1 0 cm Q",
        b"Q",
        b"/A\nDo",
        b"% /A Do",
        b"BI /W 1 ID x EI",
        b"q 1 0 0 1 5 5 cm 0 0 m n Q/A Do",
        b"q 0 0 m n Q[1] 0 d",
        b"q 0 0 m n q/A 1 Tf [<0001>]TJ Q Q",
        b"q 0 0 m n Q\0/A Do",
        b"q 0 0 m n Q\v /A Do",
    ],
)
def test_content_that_is_written_in_another_way_is_refused(content: bytes) -> None:
    with pytest.raises(NotPlainError):
        read_operators(((content, ""),))


def test_a_box_is_turned_and_placed_by_matrices_in_turns() -> None:
    quarter = product((0, 1, -1, 0, 0, 0), (1, 0, 0, 1, 100, 0))
    assert box_of(Rect(10, 20, 30, 5), quarter) == Rect(75, 10, 5, 30)


def test_what_a_partner_placed_without_keeping_the_state_is_followed() -> None:
    """As in logos: a place, a clip, a form, a place again."""
    content = b"0 g [] 0 d\n1 0 0 1 2 3 cm\n0 0 9 9 re W n\nq\n2 0 0 2 0 0 cm\n1 0 0 1 1 1 cm\n/A Do\nQ\n/A Do"
    assert read_operators(((content, ""),)).forms == (("A", (2, 0, 0, 2, 4, 5)), ("A", (1, 0, 0, 1, 2, 3)))
