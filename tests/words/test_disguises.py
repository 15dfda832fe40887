"""Addresses and numbers in disguise: dots that are none, words that spell numbers, letters of other looks."""

import pytest

from booklet.words.signs import find_crossed_links, find_signs
from booklet.words.spelt import find_spelt
from booklet.words.spelthosts import find_addresses
from booklet.words.tops import TOPS


@pytest.mark.parametrize(
    "text",
    [
        "Look at example dot ke",
        "Look at example·ke",
        "Look at example[.]ke",
        "Look at example (dot) ke",
        "Look at example。ke",
        "Look at example dot co dot uk",
        "Look at example dot africa",
        "Look at example։ke",
        "Look at example۔ke",
        "Look at example<dot>ke",
        "Look at example -dot- ke",
        "Look at example DOT KE",
        "Look at example_dot_ke",
        "Look at example ‧ ke",
        "Look at example•co•ke",
        "Look at example⸱ke",
        "Look at example ।org",
        "Look at example።et now",
        "Look at example punto es",
        "Mira ejemplo punto mx hoy",
        "Olhe exemplo ponto br agora",
        "Regarde exemple point fr",
        "Regarde exemple point be",
        "Смотри пример точка рф",
        "Смотри пример точка ру, пример точка org",
        "Angalia mfano nukta ke",
        "Angalia mfano nukta or nukta tz",
        "انظر مثال نقطة كوم",
        "انظر example نقطة ke",
        "देखें उदाहरण डॉट कॉम",
        "देखें example डॉट in",
        "看例子点com",
        "看例子点中国",
        "ดูตัวอย่างจุดคอม",
        "ดู example จุด th",
        "Look at example . ke",
        "Look at example. co. ke",
        "Look at exampledotke",
        "Look at example,com",
        "Look at childline dot in",
        "Look at example d\u200bot ke",
        "Look at example d\u0332ot ke",
        "Look at ｅｘａｍｐｌｅ ｄｏｔ ｋｅ",
        "Look at \U0001d41e\U0001d431\U0001d41a\U0001d426 \U0001d41d\U0001d428\U0001d42d \U0001d424\U0001d41e",
        "Look at example ⓓⓞⓣ ⓚⓔ",
        'Look at example "dot" ke',
        "Look at example (.) org",
        "Look at example [ dot ] ke",
        "Look at xn--e1afmkfd dot xn--p1ai",
        "Look at example\u202e.\u202cke",
        "Look at example dоt ke",
        "Look at example\u3000dot\u3000ke",
        "Look at example︒ke",
        "Look at example․ke",
        "Look at example˙ke",
        "Look at example ꞏ ke",
        "Look at \U0001f134\U0001f147\U0001f130\U0001f13c\U0001f13f\U0001f13b\U0001f134 dot ke",
        "Look at example\ndot\nke",
        "Look at example-dot-ke",
        "Look at example dot xn--p1ai",
        "Look at example｡ke",
    ],
)
def test_an_address_is_a_sign_whatever_its_dots_are(text: str) -> None:
    assert find_signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Llama al ciento dieciséis",
        "ciento dieciséis",
        "一百一十九",
        "拨打一百一十九",
        "拨打壹佰壹拾玖",
        "oneonenine",
        "Call oneonesix",
        "Call ONE-ONE-NINE",
        "Call o\u0332n\u0332e\u0332 one six",
        "Позвони сто девятнадцать",
        "Позвони в сто двенадцать",
        "одинодиндва",
        "Piga mia moja na kumi na sita",
        "mojamojatisa",
        "Piga simu mojamojasita",
        "اتصل بـ مائة وتسعة عشر",
        "وَاحِد وَاحِد تِسْعَة",
        "اتصل مئة وستة عشر",
        "اتصل احدى عشر ستة",
        "एक सौ उन्नीस",
        "एकएकनौ",
        "कॉल करें एक शून्य नौ आठ",
        "कॉल करें दस नौ आठ",
        "หนึ่งร้อยสิบเก้า",
        "โทร หนึ่งสามสองสาม",
        "โทร หนึ่งหนึ่งโทสาม",
        "cent dix-neuf",
        "Appelle le cent seize",
        "un un neuf",
        "one hundred and nineteen",
        "one hundred and sixteen thousand",
        "triple nine",
        "Call treble nine",
        "double one six",
        "Call double nine",
        "nine double one",
        "one, one, nine",
        "оnе оnе ninе",
        "ѕіх ѕіх ѕіх",
        "\U0001d428\U0001d427\U0001d41e \U0001d428\U0001d427\U0001d41e \U0001d427\U0001d422\U0001d427\U0001d41e",
        "ⓞⓝⓔ ⓞⓝⓔ ⓝⓘⓝⓔ",
        "\U0001f15e\U0001f15d\U0001f154 \U0001f15e\U0001f15d\U0001f154 \U0001f15d\U0001f158\U0001f15d\U0001f154",
        "\U0001f1f4\U0001f1f3\U0001f1ea \U0001f1f4\U0001f1f3\U0001f1ea \U0001f1f8\U0001f1ee\U0001f1fd",
        "ᴏɴᴇ ᴏɴᴇ ɴɪɴᴇ",
        "o\u200bn\u200be o\u200bn\u200be n\u200bine",
        "one\u00adone\u00adnine",
        "⚀⚀⚅",
        "\U0001d369\U0001d369\U0001d371",
        "⑴⑴⑼",
        "Ⅰ Ⅰ Ⅸ",
        "Call twelve, twelve",
        "#OneOneNine",
        "one/one/nine",
        "one_one_nine",
        "one...one...nine",
        "uno-uno-seis",
        "zéro huit cents",
        "ZERO EIGHT HUNDRED",
        "Call nine one one",
        "nought eight oh oh",
        "сто двадцать три",
        "двести двадцать два",
        "hundred nineteen",
        "डबल एक छह कॉल",
        "moja, moja na tisa",
        "Call one\none\nnine",
        "one-one-nine",
        "сто один",
        "Call \U0001f13e\U0001f13d\U0001f134 \U0001f13e\U0001f13d\U0001f134 \U0001f13d\U0001f138\U0001f13d\U0001f134",
        "trois un un neuf",
        "ร้อยสิบเก้า",
        "百一十九",
        "nueve uno uno",
        "девять один один",
        "tisa moja moja",
        "تسعة واحد واحد",
        "नौ एक एक",
    ],
)
def test_a_number_in_words_is_a_sign_in_every_language_of_the_guide(text: str) -> None:
    assert find_signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Put a dot in the middle, then one dot at each end.",
        "The point is that you decide. Info for parents: see below.",
        "There is no point in waiting, and that is a good starting point to be at.",
        'He said "yes". "No way", she said. U.S. law, at four p.m.',
        "Chat · Help · Live, or a col·lecció of five",
        "One of you, two of us, and a hundred friends. Twenty-four hours a day.",
        "Our helpline is open twenty-four hours. Hundreds of children write each day.",
        "You are one in a million; count to ten, then breathe. Polka dots, anecdotes.",
        "Once. One message, or two, to a friend.",
        "El punto de vista de tu amiga es otro punto. De hecho, hay dos o tres. En veinticuatro horas.",
        "Llama cuando quieras: somos cuatro. Una amiga te escucha.",
        "Le point de départ est ici. Un point c’est tout. Vingt-quatre heures sur vingt-quatre.",
        "Appelle un ou deux amis. C’est un point de vue.",
        "Точка зрения друга. Позвони в любое время: двадцать четыре часа.",
        "Один из двух друзей звонит. Это важно.",
        "Piga simu saa ishirini na nne. Ni mmoja kati ya watoto wawili. Nukta ya kwanza ni hii.",
        "نقطة البداية هنا. اتصل في أي وقت: أربعة وعشرون ساعة.",
        "एक दोस्त को बताओ। दोनों सुनेंगे। हेल्पलाइन चौबीस घंटे खुली है।",
        "โทรได้ยี่สิบสี่ชั่วโมง เพื่อนหนึ่งคน จุดสำคัญคือคุณ",
        "二十四小时热线电话。孩子都可以打。这一点很重要。有一点害怕也没关系。",
        "打开它。App 里有帮助。十二三岁，三十一天",
    ],
)
def test_honest_sentences_are_no_sign(text: str) -> None:
    assert find_signs(text) == ()


def test_a_time_a_fraction_and_an_abbreviation_are_no_address() -> None:
    assert [said.text for said in find_addresses("At 16.00, 3.5 km, e.g. here, U.S. and p. 4, etc. In time.")] == []


def test_top_level_domains_are_those_of_iana_as_they_are_read() -> None:
    assert len(TOPS) > 1400 and {"ke", "uk", "africa", "рф", "भारत", "中国"} <= TOPS
    assert all(top == top.lower() and not top.startswith("xn--") for top in TOPS)


def test_one_number_in_words_is_told_from_several() -> None:
    assert find_spelt("twenty-four hour helpline") == () and find_spelt("helpline two four") == ("two four",)
    assert find_spelt("call one hundred") == ("one hundred",) and find_spelt("one hundred friends") == ()


@pytest.mark.parametrize(
    "markup",
    [
        "[example dot org](https://evil.example)",
        "[a.example](https://b.example)",
        "[example.org](https://example.org@evil.com)",
        "[example.org](https://evil.com#example.org)",
        "[example·org](https://evil.com)",
        "[example。org](https://evil.com)",
        "[ex\u200bample.org](https://evil.com)",
        "[еxample.org](https://example.org)",
        "[help@a.example](mailto:other@a.example)",
        "[example dot or dot ke](https://other.or.ke)",
        "[example.org](tel:116)",
        "[EXAMPLE (DOT) ORG](https://example.org.evil.com)",
        "[116 111](tel:116112)",
    ],
)
def test_a_link_whose_words_say_another_address_is_crossed(markup: str) -> None:
    assert list(find_crossed_links(markup))


@pytest.mark.parametrize(
    "markup",
    [
        "[example dot org](https://example.org/x)",
        "[help.me@a.example](mailto:help.me@a.example)",
        "[Write to help@a.example](mailto:help@a.example?subject=x)",
        "[müller.example](https://xn--mller-kva.example)",
        "[see a.example/x](https://www.a.example/y)",
        "[Get help. See](https://a.example)",
        "[The point is here](https://a.example)",
    ],
)
def test_a_link_that_leads_where_its_words_say_is_not_crossed(markup: str) -> None:
    assert not list(find_crossed_links(markup))
