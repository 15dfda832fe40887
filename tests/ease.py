"""For which school year English is, by the formula of Kincaid (1975) over counts of our own."""

import re

SENTENCE = re.compile(r"(?<=[.!?])[”\"’)]*\s+")
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")

MUTE = re.compile(
    r"""(?<![^aeiouy]l)e$                             # make, while; not table
    |(?<![^aeiouy]l)(?<![sxzcg])(?<![cs]h)es$         # makes; not boxes, pages, wishes
    |(?<![td])ed$                                     # used; not wanted
    |e(?=(?:ful|less|ly|ment|ness|one|thing|times|ty|where)s?$)  # safely, someone
    """,
    re.VERBOSE,
)
APART = re.compile(r"(?<![cgst])i[ao]|i(?:er|et|um|us)|[aeiouy]ing|e[ao]s?$|u(?:al|ity)|yer|[^aeiou]ism|creat|feb")
"""Vowels that are two syllables, and what makes one without a vowel: dial, quiet, being, idea, annual, racism."""

KNOWN = {"anyone": 3, "naked": 2, "people": 2}


def syllables(word: str) -> int:
    """Return how many syllables an English word has: its groups of vowels, but for those that are mute."""
    return sum(map(_spoken, re.split("-", re.sub("[’'].*", "", word.lower()))))


def _spoken(word: str) -> int:
    said = MUTE.sub("", word)
    return KNOWN.get(word) or max(1, len(re.findall("[aeiouy]+", said)) + len(APART.findall(word)))


def counts(text: str) -> tuple[int, int, int]:
    """Return sentences, words and syllables of a text; sentences of a word or two make nothing easier."""
    words = WORD.findall(text)
    sentences = [part for part in SENTENCE.split(text) if len(WORD.findall(part)) > 2]
    return max(1, len(sentences)), len(words), sum(map(syllables, words))


def grade(text: str) -> float:
    """Return the school year (of the United States) that a text is for."""
    sentences, words, spoken = counts(text)
    return 0.39 * words / sentences + 11.8 * spoken / words - 15.59
