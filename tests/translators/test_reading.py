"""Reading level: counts by hand, formulas by their papers, hyphenation beside them, silence where nobody knows."""

import pyphen
import pytest

from booklet.bands import AGES
from booklet.translators.reading import FEWEST, FORMULAS, WORD, Counts, count, measure, syllables

ES = (
    "Si alguien te pide una foto, puedes decir que no. Puedes hablar con una persona de confianza. "
    "La línea de ayuda es gratis y escucha. Nadie debe amenazarte. No es tu culpa si enviaste una imagen. "
)
FR = (
    "Si quelqu’un te demande une photo, tu peux dire non. Tu peux parler à une personne de confiance. "
    "La ligne d’écoute est gratuite. Personne ne doit te menacer. Ce n’est pas ta faute si tu as envoyé une image. "
)
RU = (
    "Если кто-то просит фото, можно сказать нет. Можно поговорить с человеком, которому ты доверяешь. "
    "Телефон доверия бесплатный. Никто не должен тебе угрожать. Это не твоя вина. "
)


def test_what_does_not_count_is_left_out() -> None:
    assert count(["*Hola*, {boy-1}: 116 111, stopncii.org. ¿Qué? [Sí](#a)."], "es") == Counts(3, 3, 4, 9, 0)


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        *(("día", "es", 2), ("peligro", "es", 3), ("línea", "es", 3), ("quien", "es", 1), ("muy", "es", 1)),
        *(("personne", "fr", 2), ("images", "fr", 2), ("écoute", "fr", 2), ("je", "fr", 1), ("menacent", "fr", 2)),
        *(("доверия", "ru", 4), ("в", "ru", 1), ("ещё", "ru", 2)),
    ],
)  # fmt: skip
def test_syllables_are_those_of_a_dictionary(word: str, language: str, expected: int) -> None:
    assert syllables(word, language) == expected


def test_formulas_are_those_of_their_papers() -> None:
    counts = Counts(sentences=10, words=100, syllables=200, letters=500, long_words=20)
    assert {name: round(formula.score(counts), 2) for name, formula in FORMULAS.items()} == {
        "es": round(206.835 - 10 - 124.6, 2),
        "fr": round(207 - 10.15 - 147.2, 2),
        "de": 180 - 10 - 117,
        "nl": round(206.84 - 9.3 - 154, 2),
        "pt": round(248.835 - 10.15 - 169.2, 2),
        "ru": round(206.835 - 13 - 120.2, 2),
        "it": 89 + (3000 - 5000) / 100,
        "sv": 10 + 20,
        "da": 10 + 20,
        "nb": 10 + 20,
    }
    assert all(set(formula.limits) == set(AGES) for formula in FORMULAS.values())


@pytest.mark.parametrize(("language", "text", "words"), [("es", ES, 36), ("fr", FR, 39), ("ru", RU, 26)])
def test_where_words_may_be_divided_says_about_as_many_syllables(language: str, text: str, words: int) -> None:
    found = count([text], language)
    assert (found.words, found.sentences) == (words, 5)
    divided = pyphen.Pyphen(lang=pyphen.language_fallback(language))
    spoken = sum(len(divided.positions(word)) + 1 for word in WORD.findall(text))
    assert found.syllables == pytest.approx(spoken, rel=0.12)


@pytest.mark.parametrize("language", ["es", "fr"])
def test_an_easy_text_is_easy_and_a_hard_one_hard(language: str) -> None:
    easy, hard = (
        {"es": ES, "fr": FR}[language] * 3,
        {
            "es": "La responsabilidad internacional extraordinaria de organizaciones gubernamentales ",
            "fr": "La responsabilité internationale extraordinaire des organisations gouvernementales ",
        }[language]
        * 15,
    )
    for text, is_easy in ((easy, True), (hard, False)):
        found = measure([text], language, "14-17")
        assert found is not None and found.is_easy is is_easy


def test_languages_without_a_formula_and_short_texts_are_silent() -> None:
    assert measure(["neno " * (FEWEST + 1)], "sw", "14-17") is None
    assert measure(["palabra " * (FEWEST - 1)], "es", "14-17") is None
    assert measure(["palabra " * FEWEST], "es", "14-17") is not None
