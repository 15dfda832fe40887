"""Where a line may end."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker

from booklet.text.breaks import KOREAN, SPACES, segment_ends, segments

TEXTS = st.text(alphabet="abß .,-/“”()1\u00a0\u0301\u200b\u2060\u2011😀กข", max_size=40)


def words(text: str, language: str = "en") -> list[str]:
    """Return the words of the segments of a text."""
    return [text[start:middle] for start, middle, _ in segments(text, language)]


def test_a_segment_is_a_word_and_the_space_after_it() -> None:
    assert list(segments("Tell an adult", "en")) == [(0, 4, 5), (5, 7, 8), (8, 13, 13)]


def test_no_text_has_no_segment() -> None:
    assert list(segments("", "en")) == []


def test_a_line_may_end_after_a_hyphen_of_a_long_word_alone() -> None:
    assert words("on-line") == ["on-line"]
    assert words("peut-être кто-нибудь Montre-m’en") == ["peut-être", "кто-нибудь", "Montre-m’en"]
    assert words("a-long-name.org") == ["a-", "long-", "name.org"]
    assert words("data-protection-officer") == ["data-", "protection-", "officer"]


def test_a_sign_of_percent_stays_with_its_number() -> None:
    assert words("36 % of them") == ["36 %", "of", "them"]


def test_quotation_marks_and_full_stops_stay_with_their_word() -> None:
    assert words("“Can you listen?”, she said.") == ["“Can", "you", "listen?”,", "she", "said."]


@pytest.mark.parametrize("number", ["116\u00a0111", "0800\u2011111\u00a0222", "+254\u00a0722"])
def test_a_number_with_unbreakable_spaces_is_one_segment(number: str) -> None:
    assert words(f"Call {number} now") == ["Call", number, "now"]


def test_a_word_joiner_keeps_an_address_together() -> None:
    assert words("Go to a.org/\u2060b") == ["Go", "to", "a.org/\u2060b"]
    assert words("Go to a.org/b") == ["Go", "to", "a.org/", "b"]


@given(
    st.text(alphabet="ab 07.,:/%+()-\u00a0\u20e3\u2011๑กข日本ー가あ한", max_size=20),
    st.sampled_from(["en", "th", "ja", "zh"]),
)
@example("p. 7, 7:30", "en")
@example("日本7ー", "ja")
def test_numbers_break_alike_whatever_their_digits(text: str, language: str) -> None:
    """Looked at once for all: what differs in digits alone."""
    locale = language + {"ja": "-u-lb-strict", "zh": "-u-lb-strict"}.get(language, "")
    sevens, noughts = (
        [end for _, end in LineBreaker(said, locale).segments()] for said in (text, text.replace("7", "0"))
    )
    assert sevens == noughts
    assert segment_ends(text, language) == segment_ends(text.replace("7", "3"), language)


def test_texts_of_which_one_is_longer_by_a_digit_break_in_their_own_places() -> None:
    assert words("10 a-b 9") == ["10", "a-b", "9"]
    assert words("9 a-b 10") == ["9", "a-b", "10"]


@pytest.mark.slow
@given(st.from_regex(KOREAN, fullmatch=True))
@example("“가나.”, 다! AB 12: 라”. 마")
def test_korean_breaks_where_icu_breaks_it(text: str) -> None:
    """Most of it at spaces, without asking ICU."""
    assert list(segment_ends(text, "ko")) == [end for _, end in LineBreaker(text, "ko-u-lw-phrase").segments()]


@pytest.mark.parametrize(
    ("language", "is_heading", "extended"),
    [
        ("ja", False, "ja-u-lb-strict"),
        ("ja", True, "ja-u-lb-strict-lw-phrase"),
        ("zh-Hans", False, "zh-Hans-u-lb-strict"),
        ("ko", False, "ko-u-lw-phrase"),
    ],
)
def test_what_is_asked_of_icu_is_what_an_extension_of_the_locale_asks(
    language: str, is_heading: bool, extended: str
) -> None:
    text = "ちょっと待って、メッセージを見た人へ。カァー゠々 我们会听你说、请打电话！ 도움을 청하세요"
    ends = [end for _, end in LineBreaker(text, extended).segments()]
    assert list(segment_ends(text, language, is_heading)) == ends
    assert ends != [end for _, end in LineBreaker(text, language).segments()] or language == "zh-Hans"


def test_offsets_after_an_emoji_count_characters() -> None:
    assert list(segments("😀 ab 👍🏽 c", "en")) == [(0, 1, 2), (2, 4, 5), (5, 7, 8), (8, 9, 9)]


def test_thai_breaks_between_words_without_spaces() -> None:
    assert words("สวัสดีครับ", "th") == ["สวัสดี", "ครับ"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("အုပ်စုချတ်ထဲ", "my", ["အုပ်စု", "ချတ်", "ထဲ"]),
        ("အက်ပ်ထဲ", "my", ["အက်ပ်", "ထဲ"]),
        ("ជារឿយៗគេ", "km", ["ជា", "រឿយៗ", "គេ"]),
        ("เด็ก ๆ มอง", "th", ["เด็ก ๆ", "มอง"]),
    ],
)
def test_what_closes_a_syllable_or_repeats_a_word_begins_no_line(text: str, language: str, found: list[str]) -> None:
    assert words(text, language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ในแชตกลุ่ม", ["ใน", "แชต", "กลุ่ม"]),
        ("ถอดแจ็กเกตออก แล้ว", ["ถอด", "แจ็กเกต", "ออก", "แล้ว"]),
        ("อย่าแคปหรือบันทึก", ["อย่า", "แคป", "หรือ", "บันทึก"]),
        ("“แชต” และแชต ๆ ไป", ["“แชต”", "และ", "แชต ๆ", "ไป"]),
        ("รับของขวัญมา", ["รับ", "ของขวัญ", "มา"]),
        ("ต้องการความช่วยเหลือตอนนี้ไหม", ["ต้องการ", "ความช่วยเหลือ", "ตอน", "นี้", "ไหม"]),
    ],
)
def test_no_line_ends_in_a_thai_word_that_icu_cuts(text: str, found: list[str]) -> None:
    assert words(text, "th") == found


@given(st.lists(st.sampled_from(["แชต", "กลุ่ม", "ใน", "วิดีโอคอล", " ", "ๆ", "“", "”", "😀", "\u200b", "a"])).map("".join))
def test_segments_with_thai_words_cover_the_text(text: str) -> None:
    ends = segment_ends(text, "th")
    assert list(ends) == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(text)


def test_no_line_begins_with_the_dot_between_things() -> None:
    assert words("Childline · free · day", "en") == ["Childline ·", "free ·", "day"]


def test_a_letter_that_stands_alone_after_a_space_begins_a_line() -> None:
    assert words("က တ်", "my") == ["က", "တ်"]


@given(TEXTS, st.sampled_from(["en", "th"]))
def test_segments_follow_one_another_and_cover_the_text(text: str, language: str) -> None:
    found = list(segments(text, language))
    edges = [0, *(end for _, _, end in found)]
    assert [start for start, _, _ in found] == edges[:-1]
    assert edges[-1] == len(text)


@given(TEXTS)
def test_only_space_stands_between_a_word_and_the_next(text: str) -> None:
    for start, middle, end in segments(text, "en"):
        assert start <= middle <= end
        assert start < end
        assert set(text[middle:end]) <= set(SPACES)
        assert text[start:middle] == text[start:middle].rstrip(SPACES)


@given(TEXTS)
def test_an_accent_is_never_parted_from_its_letter(text: str) -> None:
    for start, _, _ in list(segments(text, "en"))[1:]:
        assert text[start] != "\u0301" or text[start - 1] in SPACES
