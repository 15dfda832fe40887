"""Signs: what a reader could dial or open, in any spelling; and links whose words show something else."""

from collections import Counter

import pytest
from projects import OWN

from booklet.make.build import open_sources
from booklet.sources.catalogues import read_catalogue
from booklet.sources.folders import open_folders
from booklet.words.catalogue import slots
from booklet.words.folding import digits_of, fold_digits
from booklet.words.signs import find_crossed_links, find_signs, list_signs
from booklet.words.spelt import find_spelt


@pytest.mark.parametrize(
    "text",
    [
        "Tell somebody you trust.",
        "*You* are not alone.",
        "See [the page](#threat), page {page:threat}.",
        "{number}",
        "One of us",
    ],
)
def test_words_alone_are_no_sign(text: str) -> None:
    assert find_signs(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "١١٩",
        "۱۱۹",
        "११९",
        "๑๑๙",
        "１１９",
        "¹¹⁹",
        "①①⑨",
    ],
)
def test_digits_of_any_script_are_the_same_sign(text: str) -> None:
    assert digits_of(text) == "119" and find_signs(text) == ("119",)


@pytest.mark.slow
def test_every_number_that_unicode_knows_is_a_sign() -> None:
    import sys
    import unicodedata

    numbers = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)).startswith("N")]
    assert len(numbers) > 1500
    assert [letter for letter in numbers if not find_signs(f"a {letter} b")] == []


@pytest.mark.parametrize("mark", [*" ,.-–—−|:*\u2009\u202f\u00a0/·_~()"])
def test_marks_between_digits_do_not_hide_that_they_are_one(mark: str) -> None:
    assert [
        digits_of(sign) for sign in find_signs(f"call 0800{mark}11 now".replace("*", "\\*").replace("_", "\\_"))
    ] == ["080011"]


def test_what_is_not_seen_does_not_part_digits() -> None:
    assert find_signs("1\u200b1\u20609\u00ad") == ("119",) and fold_digits("1\ufe0f\u20e3") == "1"


@pytest.mark.parametrize(
    ("markup", "is_crossed"),
    [
        ("[116](tel:119)", True),
        ("[116 111](tel:116111)", False),
        ("[0808 157 0192](tel:+448081570192)", False),
        ("[١١٦](tel:116)", False),
        ("[١١٩](tel:116)", True),
        ("[a.example](https://b.example/a.example)", True),
        ("[a.example/help](https://www.a.example/help)", False),
        ("[help@a.example](mailto:help@b.example)", True),
        ("[0800 111](https://a.example/)", True),
        ("[call us](tel:116)", False),
        ("[page 3](https://a.example/)", False),
        ("[116](#directory)", False),
        ("[254 722 000 111](https://wa.me/254722000999)", True),
    ],
)
def test_a_link_leads_where_its_words_say(markup: str, is_crossed: bool) -> None:
    assert bool(list(find_crossed_links(markup))) is is_crossed


@pytest.mark.parametrize(
    "text",
    [
        "Call one one six",
        "Llama al uno uno dos",
        "Appelez le un un neuf",
        "اتصل واحد واحد تسعة",
        "Piga simu moja moja sita",
        "Позвони один один два",
        "โทร หนึ่งหนึ่งเก้า",
        "拨打一一九",
        "कॉल करें एक एक दो",
    ],
)
def test_digits_spelt_as_words_beside_a_word_for_calling_are_a_sign(text: str) -> None:
    assert find_spelt(text) and find_spelt(text)[0] in find_signs(text)


def test_numbers_in_a_sentence_are_no_number_to_call() -> None:
    assert find_spelt("Two of three friends had a call. One more time, seven days.") == ()


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("18 or older", ("18",)),
        ("from 18. Our line", ("18",)),
        ("in 2021 (No. 25). I know", ("2021", "25")),
        ("15, il a dit", ("15",)),
        ("Call 08OO1l1", ("08OO1l1",)),
        ("Call 08 OO", ("08 OO",)),
        ("看takeitdown.ncmec.org可以", ("takeitdown.ncmec.org",)),
        ("Look at hülfe.example", ("hülfe.example",)),
    ],
)
def test_words_beside_digits_and_addresses_are_no_part_of_them(text: str, signs: tuple[str, ...]) -> None:
    assert find_signs(text) == signs


@pytest.mark.parametrize(
    "text",
    [
        "See ..b.example",
        "Go to b.example-now",
        "Go to b.example_now",
        "Go to http://localhost/help",
        "Call skype:friend",
        "Look at example dot org",
        "Look at example . org",
        "Look at example. org",
        "Look at example (dot) org",
        "Look at example\u00b7org",
        "Look at example\u3002org",
        "Mira ejemplo punto com",
        "Call O I I",
        "Call \U0001f51f",
        "Reach us: one one nine",
        "Tap nine, nine, nine",
        "Call nine eleven",
        "Call one hundred and nineteen",
        "Appelle le cent dix-neuf",
        "Llama al ciento doce",
        "联系一一九",
        "Call {number}{emergency}",
        "Call {number}.{number}",
        "Call {page:threat}, {page:friend}, {page:welcome}",
        "Call +{number}",
        "Call {number}#",
    ],
)
def test_what_is_read_as_a_number_or_an_address_is_a_sign_however_it_is_written(text: str) -> None:
    assert find_signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call *{number}* or {emergency}.",
        "{helpline} {number}",
        "Pages {page:threat} and {page:friend}, or {page:threat}, {page:friend}",
        "This is a point. Come in.",
        "Hello. net result",
        "El punto. Como se hace",
        "A col\u00b7lecci\u00f3 of five",
        "Ask three friends, or two.",
        "I. Or you",
        "Il l’a",
    ],
)
def test_sentences_without_numbers_and_addresses_are_no_sign(text: str) -> None:
    assert find_signs(text) == ()


@pytest.mark.slow
@pytest.mark.parametrize("tag", sorted(path.parent.name for path in OWN.glob("translations/*/guide.po")))
def test_what_honest_translators_write_has_the_signs_of_the_english(tag: str) -> None:
    """`18 or older` is `18 ans ou plus`: neither is a statement of whoever translates it."""
    guide, catalogue = open_sources(None).guide, read_catalogue(open_folders(), tag, [])
    pairs = [(slot.text, catalogue.messages[context].text) for context, slot in slots(guide).items()]
    assert len(pairs) > 300
    assert [theirs for ours, theirs in pairs if Counter(list_signs(ours)) != Counter(list_signs(theirs))] == []
