"""How easily a text reads, in languages with a published formula and a limit of ours (handbook, section 2)."""

import re
from collections.abc import Callable, Iterable, Mapping

from booklet.bands import EASY
from booklet.text.markup import plain_text
from booklet.values import Frozen
from booklet.words.guide import PLACEHOLDER

ADDRESS = re.compile(r"[\w.-]*\w\.\w[\w/-]*(?:\.\w[\w/-]*)*")

SENTENCE = re.compile(r"(?<=[.!?…])[»”\s]+")

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")

FEWEST = 100
"""Words below which a formula says nothing."""


class Counts(Frozen):
    """The counts that formulas use."""

    sentences: int
    words: int
    syllables: int
    letters: int
    long_words: int

    @property
    def words_a_sentence(self) -> float:
        """The mean length of a sentence."""
        return self.words / self.sentences

    @property
    def syllables_a_word(self) -> float:
        """The mean length of a word."""
        return self.syllables / self.words


class Formula(Frozen):
    """A formula, by name, and its limit in each age; `is_ease` if a higher score is easier."""

    name: str
    score: Callable[[Counts], float]
    limits: Mapping[str, float]
    is_ease: bool = True


class Readability(Frozen):
    """The score of a band's words by a formula, and whether it is within our limit."""

    formula: str
    score: float
    limit: float
    is_easy: bool


def _flesch(base: float, sentence: float, word: float) -> Callable[[Counts], float]:
    return lambda counts: base - sentence * counts.words_a_sentence - word * counts.syllables_a_word


_FLESCH = {"14-17": 65.0, "10-13": 75.0}
_NORDIC = {"14-17": 35.0, "10-13": 28.0}


def _lix(counts: Counts) -> float:
    return counts.words_a_sentence + 100 * counts.long_words / counts.words


FORMULAS = {
    "es": Formula("INFLESZ", _flesch(206.835, 1.0, 62.3), {"14-17": 60.0, "10-13": 70.0}),
    "fr": Formula("Kandel-Moles", _flesch(207.0, 1.015, 73.6), _FLESCH),
    "de": Formula("Amstad", _flesch(180.0, 1.0, 58.5), _FLESCH),
    "nl": Formula("Flesch-Douma", _flesch(206.84, 0.93, 77.0), _FLESCH),
    "pt": Formula("Flesch, Martins", _flesch(248.835, 1.015, 84.6), _FLESCH),
    "ru": Formula("Flesch, Oborneva", _flesch(206.835, 1.3, 60.1), _FLESCH),
    "it": Formula(
        "Gulpease",
        lambda counts: 89 + (300 * counts.sentences - 10 * counts.letters) / counts.words,
        {"14-17": 60.0, "10-13": 70.0},
    ),
    "sv": Formula("LIX", _lix, _NORDIC, is_ease=False),
    "da": Formula("LIX", _lix, _NORDIC, is_ease=False),
    "nb": Formula("LIX", _lix, _NORDIC, is_ease=False),
}
"""Szigriszt-Pazos as INFLESZ reads it, Kandel and Moles, Amstad, Douma, Martins, Oborneva, Lucisano, Björnsson."""

VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ"

SYLLABLES = {
    "es": "[aeoáéóíú]|[iuüy]+(?![aeoáéóíú])(?<![aeoáéó][iuüy])",
    "ru": "[аеёиоуыэюя]",
}
"""What makes a syllable: in Spanish a weak vowel joins a strong one beside it. Elsewhere: each group of vowels."""


def syllables(word: str, language: str) -> int:
    """Return how many syllables a word has: its groups of vowels by its language's rules, without mute endings.

    >>> [syllables(word, "es") for word in ("ayuda", "ciudad", "país", "alguien")]
    [3, 2, 2, 2]
    >>> [syllables(word, "fr") for word in ("aide", "parler", "adulte", "quelqu’un")]
    [1, 2, 2, 2]
    """
    said = re.sub("([qg])u(?=[eiéí’])", r"\1", word.casefold())
    if language == "fr":
        said = re.sub(r"(?<=[^\W\d_]{2})(?:es?|ent)$", "", said)
    return max(1, len(re.findall(SYLLABLES.get(language, f"[{VOWELS}]+"), said)))


def count(texts: Iterable[str], language: str) -> Counts:
    """Return the counts of running texts of one or more sentences; addresses, numbers and placeholders do not count."""
    seen = [ADDRESS.sub("", plain_text(PLACEHOLDER.sub("", text))) for text in texts]
    sentences = [words for text in seen for part in SENTENCE.split(text) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    return Counts(
        sentences=len(sentences),
        words=len(words),
        syllables=sum(syllables(word, language) for word in words),
        letters=sum(map(len, words)),
        long_words=sum(len(word) > 6 for word in words),
    )


def measure(texts: Iterable[str], locale: str, band: str) -> Readability | None:
    """Return how easily texts read, None for a language without a formula or for too few words."""
    language = locale.partition("-")[0]
    formula = FORMULAS.get(language)
    counts = count(texts, language) if formula else None
    if formula is None or counts is None or counts.words < FEWEST:
        return None
    score, limit = round(formula.score(counts), 1), formula.limits["10-13" if band == EASY else band]
    return Readability(formula.name, score, limit, score >= limit if formula.is_ease else score <= limit)
