"""Lines of many scripts: where they break, what direction they take, what fills them, which font they are in."""

import pytest
from forgetting import forget

from booklet.make.build import open_sources
from booklet.text import compose as composing
from booklet.text import fonts as faces
from booklet.text import words as wording
from booklet.text.compose import Line, Run, compose, set_line
from booklet.text.fonts import Setting
from booklet.text.itemise import TextStyle
from booklet.text.squeeze import OPENING, closes
from booklet.typeset.house import House, first_allowance
from booklet.values import replace
from booklet.words.locales import find_language
from booklet.words.manuscript import Labels

THEME = open_sources(None).theme


def setting(tag: str) -> Setting:
    locale = find_language(tag)
    return Setting(locale.direction, locale.script, locale.tag)


def style(tag: str, align: str = "start") -> TextStyle:
    allowance = first_allowance(THEME)
    house = House(THEME, "booklet", setting(tag), Labels(()), THEME.sections["help"], allowance)
    return replace(house.style("body", align=align), tears=True)


def lines(text: str, tag: str, measure: float, align: str = "start") -> tuple[Line, ...]:
    return compose(text, style(tag, align), measure, setting(tag))


def seen(line: Line) -> list[Run]:
    """Return the runs of a line that are more than a space, from left to right."""
    return sorted((run for run in line.runs if run.text.strip()), key=lambda run: run.x)


def test_a_right_to_left_line_begins_at_its_right_end() -> None:
    line = set_line("مرحبا ChatApp هنا", style("ar"), setting("ar"))
    assert [run.text.strip() for run in seen(line)] == ["هنا", "ChatApp", "مرحبا"]
    assert [run.setting.direction for run in seen(line)] == ["rtl", "ltr", "rtl"]
    assert [run.setting.script for run in seen(line)] == ["Arab", "Latn", "Arab"]
    assert line.text == "مرحبا ChatApp هنا"
    assert seen(line)[-1].x + seen(line)[-1].width == pytest.approx(line.width, abs=0.01)


@pytest.mark.parametrize("number", ["116\u00a0111", "+254\u00a0116", "(02)\u00a01300", "0800\u2011111", "21:30"])
@pytest.mark.parametrize("tag", ["ar", "he", "ur"])
def test_a_number_is_read_from_left_to_right_in_every_line(number: str, tag: str) -> None:
    word = {"ar": "اتصل", "he": "חייגו", "ur": "کال"}[tag]
    line = set_line(f"{word} {number} {word}", style(tag), setting(tag))
    found = [run for run in line.runs if set(number) & set(run.text)]
    assert "".join(run.text for run in sorted(found, key=lambda run: run.x)).strip() == number
    assert all(run.setting.direction == "ltr" for run in found if run.text.strip())


@pytest.mark.parametrize(
    ("tag", "text", "wanted"), [("he", "רק 37% כאן", "37%"), ("he", "רק $25 כאן", "$25"), ("ur", "صرف 37% یہاں", "%37")]
)
def test_a_sign_is_on_the_side_of_its_number_where_the_script_wants_it(tag: str, text: str, wanted: str) -> None:
    found = [run for run in set_line(text, style(tag), setting(tag)).runs if set(run.text) & set("37%$25")]
    assert "".join(run.text.strip() for run in sorted(found, key=lambda run: run.x)) == wanted


@pytest.mark.parametrize("measure", [5, 20, 40])
def test_a_number_is_never_broken(measure: float) -> None:
    assert "116\u00a0111" in [line.text.strip() for line in lines("Ring 116\u00a0111 now", "en", measure)]


def test_a_word_wider_than_the_measure_is_torn_between_graphemes_if_the_style_allows_it() -> None:
    found = lines("Donaudampfschifffahrt", "de", 40)
    assert len(found) > 2
    assert all(line.width <= 40.01 for line in found)
    assert "".join(line.text for line in found) == "Donaudampfschifffahrt"
    assert len(compose("Donaudampfschifffahrt", replace(style("de"), tears=False), 40, setting("de"))) == 1
    for line in lines("ក្រុមគ្រួសារកម្ពុជា" * 3, "km", 12):
        assert line.text[0] not in "\u17d2\u17b6\u17bb\u17c6"


@pytest.mark.parametrize("measure", range(60, 200, 7))
def test_japanese_and_chinese_lines_begin_and_end_as_they_may(measure: float) -> None:
    texts = {
        "ja": "「だれかに話していい？」と聞かれたら、「はい」と答えよう。ちょっと、こわいときも（本当に）。",
        "zh-Hans": "“可以聊聊吗？”如果第一个人不听，你可以告诉（另一个）人。你没有错，这不是你的错。",
    }
    for tag, text in texts.items():
        for line in lines(text, tag, measure):
            assert not closes(line.text[0], setting(tag).script)
            assert line.text[0] not in "ょっャ？"
            assert line.text[-1] not in OPENING


def test_marks_side_by_side_give_up_the_blank_between_them() -> None:
    apart, together = (set_line(text, style("ja"), setting("ja")).width for text in ("あ。あ」", "ああ。」"))
    assert together == pytest.approx(apart - style("ja").size / 2, abs=0.01)


@pytest.mark.parametrize(
    ("tag", "text"), [("th", "“คุณเล่าได้”"), ("km", "“បាទ”"), ("en", "“You can”"), ("ja", "あ、“はい”")]
)
def test_a_line_is_as_wide_as_what_is_seen_of_it(tag: str, text: str) -> None:
    line = set_line(text, style(tag), setting(tag))
    assert line.width == pytest.approx(max(run.x + run.width for run in line.runs), abs=0.01)
    assert len(lines(text, tag, line.width)) == 1


def test_a_line_that_begins_with_a_bracket_begins_with_its_ink() -> None:
    (line,) = lines("「あ」", "ja", 500)
    assert line.runs[0].x == pytest.approx(-style("ja").size / 2, abs=0.01)


def test_a_line_that_begins_with_a_bracket_is_justified_to_the_measure() -> None:
    first, *_ = lines("「ちょっと話してもいい？」と始めることもできます。" * 2, "ja", 205, "justify")
    assert first.runs[0].x < 0
    assert first.runs[-1].x + first.runs[-1].width == pytest.approx(205, abs=0.01)


def test_stops_in_the_middle_of_their_square_do_not_hang_out_of_a_line() -> None:
    size = style("zh-Hant").size
    found = lines("說多少，由你決定。" * 9, "zh-Hant", size * 9, "justify")
    assert [line.text[-1] for line in found] == ["。"] * 9
    assert [line.runs[-1].x + line.runs[-1].width for line in found] == pytest.approx([size * 9] * 9, abs=0.01)


def test_the_words_of_a_japanese_line_are_shaped_in_their_scripts() -> None:
    (run,) = set_line("東京タワーで、話す。", style("ja"), setting("ja")).runs
    scripts = {segment.text: segment.set_in(run.setting).script for segment in run.segments}
    assert (scripts["東"], scripts["ワー"], scripts["で、"], scripts["話"]) == ("Hani", "Kana", "Hira", "Hani")


def test_curly_quotes_in_japanese_are_not_trimmed() -> None:
    (line,) = lines("“あ”", "ja", 500)
    assert line.runs[0].x == 0


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "You can tell an adult you trust and ask what can happen next, today or any other day."),
        ("ar", "يمكنك أن تخبر شخصا بالغا تثق به وأن تسأل عما يمكن أن يحدث بعد ذلك اليوم أو في أي يوم."),
        ("th", "คุณเล่าให้ผู้ใหญ่ที่ไว้ใจฟังได้และถามว่าต่อไปจะเกิดอะไรขึ้นวันนี้หรือวันไหนก็ได้ไม่ต้องรีบ"),
        ("km", "អ្នកអាចប្រាប់មនុស្សពេញវ័យដែលអ្នកទុកចិត្តហើយសួរថាអ្វីអាចកើតឡើងបន្ទាប់ថ្ងៃនេះឬថ្ងៃណាក៏បាន"),
        ("ja", "信頼できる大人に話して、次に何が起こるかを聞くことができます。今日でも、ほかの日でも大丈夫です。"),
    ],
)
def test_justified_lines_are_as_wide_as_the_measure_but_for_the_last(tag: str, text: str) -> None:
    found = lines(text, tag, 200, "justify")
    assert len(found) > 2
    for line in found[:-1]:
        assert max(run.x + run.width for run in line.runs) - min(0, *(run.x for run in line.runs)) >= 199
        assert sum(segment.gap for run in line.runs for segment in run.segments) != 0
    assert found[-1].width <= 200.01


def test_latin_words_are_divided_by_a_hyphen_and_thai_words_are_not() -> None:
    assert any(line.text.endswith("\u00ad") for line in lines("understanding " * 8, "en", 150, "justify"))
    thai = "มีคนส่งต่อรูปของคุณพยาบาลสายช่วยเหลือคนแปลกหน้า" * 3
    assert not any(line.text.endswith("\u00ad") for line in lines(thai, "th", 90, "justify"))


def test_a_soft_hyphen_is_seen_only_where_a_line_ends() -> None:
    whole = set_line("under\u00adstanding", style("en"), setting("en"))
    assert whole.width == pytest.approx(set_line("understanding", style("en"), setting("en")).width, abs=0.1)
    first, second = lines("under\u00adstanding", "en", 60)
    assert (first.text, second.text) == ("under\u00ad\u00ad", "standing")
    hyphen = set_line("-", style("en"), setting("en")).width
    assert first.width == pytest.approx(set_line("under", style("en"), setting("en")).width + hyphen, abs=1)


def test_letters_join_across_a_change_of_weight() -> None:
    joined = set_line("ب*يت*", style("ar"), setting("ar"))
    (alone,) = set_line("ب", style("ar"), setting("ar")).runs
    ((_, initial),) = joined.runs[0].list_shaped()
    ((_, isolated),) = alone.list_shaped()
    assert joined.runs[0].text == "ب"
    assert initial.glyphs[0][0].parts != isolated.glyphs[0][0].parts


def test_a_mark_keeps_the_style_of_its_letter() -> None:
    line = set_line("ก*ำลัง*", style("th"), setting("th"))
    assert [(run.text, run.font.weight) for run in line.runs] == [("กำ", 500), ("ลัง", 800)]


@pytest.mark.parametrize(
    ("tag", "text", "fonts"),
    [
        ("en", "Ring Марія now", {"Nunito500"}),
        ("ar", "اتصل بنا Марія", {"NotoSansArabic500", "Nunito500"}),
        ("th", "สวัสดี ChatApp", {"Sarabun-Medium500"}),
        ("hi", "नमस्ते ChatApp", {"NotoSansDevanagari500"}),
        ("en", "Ask 💬 now", {"Nunito500", "NotoEmoji500"}),
        ("en", "Ask 問 now", {"Nunito500", "NotoSansSC500"}),
        ("ja", "問 now", {"NotoSansJP500"}),
    ],
)
def test_what_a_font_lacks_is_set_in_the_next_that_has_it(tag: str, text: str, fonts: set[str]) -> None:
    assert {run.font.name for run in set_line(text, style(tag), setting(tag)).runs} == fonts


def test_a_space_between_latin_words_is_that_of_their_font() -> None:
    (run,) = (run for run in set_line("یہ We have یہ", style("ur"), setting("ur")).runs if "We" in run.text)
    assert run.font.name == "Nunito500"
    assert run.text.strip() == "We have"


def test_tracking_is_for_scripts_whose_letters_stand_alone() -> None:
    tracked = replace(style("hi"), tracking=-10)
    assert [run.tracking for run in set_line("नमस्ते ChatApp", tracked, setting("hi")).runs] == [0, -10]


ALIKE = (
    ("ar", "بيت بيت\u2060بيت *بيت*بيت بيت، 116\u00a0111 بيت"),
    ("ja", "です。「です、（です）です」です*。*「です"),
    ("en", "under\u00adstand under understand *under*stand under\u00adstand"),
    ("hi", "पता *पता*पता पता\u200dपता"),
)


def _told(found: tuple[Line, ...]) -> list[object]:
    """Return lines with what their glyphs are, and not which."""
    return [(run[:-1], [shaped.glyphs for shaped in run.glyphs]) for line in found for run in line.runs]


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "text"), ALIKE)
def test_words_are_forgotten_before_they_fill_the_memory(tag: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{text}{place} {text}" for place in range(40)]
    as_usual = [_told(lines(each, tag, 60)) for each in texts]
    monkeypatch.setattr(wording, "MOST_KNOWN", 9)
    monkeypatch.setattr(faces, "MOST_SHAPED", 9)
    monkeypatch.setattr(faces, "MOST_CODES", 9)
    forget(composing, faces, wording)
    assert [_told(lines(each, tag, 60)) for each in texts] == as_usual
    maker, face = wording._maker(style(tag), setting(tag)), faces.open_face(style(tag).fonts[0])
    assert len(maker.known) <= 9
    assert sum(map(len, maker.plain.values())) <= 9 + len(text)
    assert len(face._shaped) <= 9
    assert len(face._codes) <= 9


@pytest.mark.parametrize("align", ["start", "justify"])
@pytest.mark.parametrize(("tag", "text"), ALIKE)
def test_a_word_met_before_is_set_as_a_new_one(tag: str, text: str, align: str) -> None:
    beginnings = [text[:place] for place in range(1, len(text) + 1)]
    forget(composing, wording)
    after_others = [lines(beginning, tag, 60, align) for beginning in beginnings][-1]
    forget(composing, wording)
    assert lines(text, tag, 60, align) == after_others


def test_a_word_met_alone_is_another_one_behind_letters() -> None:
    forget(wording)
    found = set_line("بيت بيت-بيت بيت\u200bبيت بيت", style("ar"), setting("ar"))
    before = [segment.before for run in found.runs for segment in run.segments if segment.text == "بيت"]
    assert before == ["", "بيت-", "", "", ""]
