"""Where terms stand in an English text."""

from booklet.translators.glossary import Term, find_terms, place_terms


def term(name: str) -> Term:
    return Term(name, "", {"14-17": name, "10-13": name}, {})


def test_a_term_stands_wherever_it_is_said_and_never_in_a_longer_one() -> None:
    abuse, online = term("sexual abuse"), term("sexual abuse online")
    text = "Sexual abuse online is sexual abuse. Helplines help."
    found = place_terms(text, "", (abuse, online, term("helpline")))
    assert [text[one.start : one.end] for one in found] == ["Sexual abuse online", "sexual abuse", "Helplines"]
    assert [one.term.id for one in found] == ["sexual abuse online", "sexual abuse", "helpline"]


def test_terms_of_an_inflected_text_are_found_once_each() -> None:
    found = find_terms("Helplines and a helpline, blocked.", "10-13", (term("helpline"), term("nothing")))
    assert [one.id for one in found] == ["helpline"]
