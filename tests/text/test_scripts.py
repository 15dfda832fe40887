"""Itemising by script: sentences of two or three scripts, and any text."""

from collections.abc import Callable
from itertools import accumulate, chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import count_growth

from booklet.text.graphemes import graphemes
from booklet.text.scripts import script_runs

ANY = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("aя\u0627あカー漢ก1 ()[]「」。।\u0301\u064b\u093f\u200d\u200c\ud800👩🏽"),
    ),
    max_size=40,
)


def itemised(text: str, default: str = "Latn") -> list[tuple[str, str]]:
    """Return the code and the text of each run."""
    return [(code, text[start:end]) for start, end, code in script_runs(text, default)]


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param(
            [("Arab", "اتصل بالرقم 116 111 ("), ("Latn", "Childline"), ("Arab", ") الآن، ٢٤ ساعة؟")],
            id="Arabic with Latin in brackets and digits of both",
        ),
        pytest.param(
            [
                ("Hani", "東京"),
                ("Kana", "タワー"),
                ("Hira", "で「"),
                ("Latn", "Help"),
                ("Hira", "」と"),
                ("Hani", "言"),
                ("Hira", "う。"),
            ],
            id="Japanese",
        ),
        pytest.param(
            [("Hira", "「こえ」ー・"), ("Kana", "ヘルプー、"), ("Hani", "声。")],
            id="Japanese signs go with their neighbours",
        ),
        pytest.param([("Hang", "한국어 ("), ("Hani", "漢字"), ("Hang", ") 1366")], id="Korean"),
        pytest.param(
            [("Cyrl", "Позови "), ("Latn", "broj 116 111 "), ("Cyrl", "одмах!")], id="Serbian in both scripts"
        ),
        pytest.param([("Deva", "बताओ। "), ("Latn", "Tell. "), ("Beng", "বলো।")], id="the danda of Hindi and Bengali"),
        pytest.param([("Thai", "โทร "), ("Latn", "Childline 1387 "), ("Thai", "ตอนนี้นะ")], id="Thai with Latin"),
        pytest.param([("Latn", "👩🏽‍👧 Ask 👨‍👩‍👧 "), ("Arab", "اسأل 👍🏽")], id="emoji of several parts"),
        pytest.param([("Grek", "“Γειά” (1056)…")], id="punctuation at the start goes with what comes after"),
    ],
)
def test_sentences(runs: list[tuple[str, str]]) -> None:
    assert itemised("".join(text for _, text in runs)) == runs


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param([("Latn", "\u0301abc")], id="a mark of no script at the start"),
        pytest.param([("Deva", "\u093f हाँ")], id="a mark of a script at the start"),
        pytest.param([("Latn", "a\u064b b")], id="a mark of another script"),
        pytest.param([("Deva", "\u25cc\u093f")], id="a mark on a dotted circle"),
        pytest.param([("Arab", "می\u200cخواهم")], id="a non-joiner"),
    ],
)
def test_a_mark_stays_with_its_base(runs: list[tuple[str, str]]) -> None:
    assert itemised("".join(text for _, text in runs), "Thai") == runs


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param(
            [("Cyrl", "да ("), ("Latn", "a ["), ("Grek", "α"), ("Latn", "] b"), ("Cyrl", ") да")], id="in brackets"
        ),
        pytest.param([("Cyrl", "да ("), ("Latn", "a]} b")], id="never opened"),
        pytest.param([("Cyrl", "да ("), ("Latn", "a"), ("Cyrl", ") "), ("Latn", "b) c")], id="closed twice"),
        pytest.param([("Cyrl", "((да ["), ("Latn", "a"), ("Cyrl", ") да")], id="never closed"),
        pytest.param([("Latn", "a"), ("Hani", "「漢"), ("Latn", "a"), ("Hani", "」漢")], id="of a script of its own"),
    ],
)
def test_a_closing_bracket_has_the_script_of_its_opening_one(runs: list[tuple[str, str]]) -> None:
    assert itemised("".join(text for _, text in runs)) == runs


@pytest.mark.parametrize(
    ("text", "default", "code"),
    [
        ("116 111", "Arab", "Arab"),
        ("👍🏽", "Thai", "Thai"),
        ("\ud800", "Cyrl", "Cyrl"),
        ("।", "Beng", "Beng"),
        ("।", "Latn", "Beng"),
        ("。", "Jpan", "Hira"),
        ("1", "Hans", "Hani"),
    ],
)
def test_the_default_decides_where_the_text_does_not(text: str, default: str, code: str) -> None:
    assert itemised(text, default) == [(code, text)]


def test_the_scripts_of_japanese_are_one_run() -> None:
    assert itemised("東京タワーで「Help」と言う。", "Jpan") == [
        ("Hira", "東京タワーで「"),
        ("Latn", "Help"),
        ("Hira", "」と言う。"),
    ]
    assert itemised("東京タワー。", "Jpan") == [("Hira", "東京タワー。")]


def test_a_script_the_text_had_decides_before_the_first() -> None:
    assert itemised("한국 Korea。") == [("Hang", "한국 "), ("Latn", "Korea"), ("Hang", "。")]


def test_no_text_has_no_run() -> None:
    assert script_runs("", "Latn") == ()


def test_latin_alone_is_itemised_as_it_is_beside_another_script() -> None:
    for character in map(chr, chain(range(0x250), range(0x1E00, 0x2100))):
        code, first = itemised(character + "Ꭰ", "Thai")[0]
        assert itemised(character, "Thai") == [(code if first == character else "Thai", character)]


@pytest.mark.parametrize(
    ("default", "script", "first", "last"),
    [
        ("Grek", "Grek", 0x370, 0x3FF),
        ("Cyrl", "Cyrl", 0x400, 0x52F),
        ("Armn", "Armn", 0x530, 0x58F),
        ("Hebr", "Hebr", 0x590, 0x5FF),
        ("Arab", "Arab", 0x600, 0x6FF),
        ("Deva", "Deva", 0x900, 0x97F),
        ("Beng", "Beng", 0x964, 0x9FF),
        ("Taml", "Taml", 0xB80, 0xBFF),
        ("Thai", "Thai", 0xE00, 0xE7F),
        ("Laoo", "Laoo", 0xE80, 0xEFF),
        ("Mymr", "Mymr", 0x1000, 0x109F),
        ("Geor", "Geor", 0x10A0, 0x10FF),
        ("Ethi", "Ethi", 0x1200, 0x139F),
        ("Khmr", "Khmr", 0x1780, 0x17FF),
        ("Kore", "Hang", 0xAC00, 0xAC7F),
        ("Hans", "Hani", 0x4E00, 0x4E7F),
        ("Jpan", "Hira", 0x4E00, 0x4E7F),
    ],
)
def test_one_script_alone_is_itemised_as_it_is_beside_another(default: str, script: str, first: int, last: int) -> None:
    signs = (range(0x250), range(0x1F00, 0x2100), range(0x3000, 0x3100), range(0xFF00, 0xFFEF))
    for character in map(chr, chain(range(first, last + 1), *signs)):
        code, before = itemised(character + "Ꭰ", default)[0]
        assert itemised(character, default) == [(code if before == character else script, character)]


@given(st.text("日本々のてゝアャーｱ、。「」ab", min_size=1, max_size=8))
def test_a_word_of_japanese_has_the_runs_that_its_beginning_has_beside_another_script(text: str) -> None:
    """Cherokee behind it lets no part of it be seen at a glance."""
    runs = itemised(text + "Ꭰ", "Hira")
    assert itemised(text, "Hira") == runs[:-1]


@given(ANY, st.sampled_from(("Latn", "Arab", "Jpan")))
def test_runs_cover_the_text_and_cut_no_grapheme(text: str, default: str) -> None:
    runs = script_runs(text, default)
    bounds = [0, *(end for _, end, _ in runs)]
    assert [start for start, _, _ in runs] == bounds[:-1]
    assert bounds[-1] == len(text)
    assert set(bounds) <= set(accumulate(map(len, graphemes(text)), initial=0))
    assert all(one[2] != other[2] for one, other in pairwise(runs))


@given(ANY)
def test_each_run_has_a_code_harfbuzz_knows(text: str) -> None:
    assert all(len(code) == 4 and code.istitle() and code != "Zyyy" for _, _, code in script_runs(text, "Latn"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: "([{я" * n, id="open brackets"),
        pytest.param(lambda n: "(" * 4 * n + "}" * 4 * n + "я", id="brackets that do not match"),
        pytest.param(lambda n: "aя" * 2 * n, id="changes of script"),
        pytest.param(lambda n: "я" + "\u0301" * 4 * n, id="marks"),
    ],
)
def test_work_grows_with_a_text_and_not_faster(make: Callable[[int], str]) -> None:
    def find(text: str) -> None:
        assert script_runs(text, "Latn")[-1][1] == len(text)

    assert count_growth(find, make(625), make(2500)) < 5
