"""Pages say how a helpline works only where facts are sure; a line of the state never gets the usual sentence."""

import pytest

from booklet.bands import AGES
from booklet.facts.insert import INTERNATIONAL
from booklet.facts.practice import STATE_RUN
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.words.calling import CALL_PLACEHOLDERS, calling_values, is_connected
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, is_known, localise
from booklet.words.manuscript import Manuscript

UNCONNECTED = "without any connection to family, school or police"


def manuscript(code: str, band: str, sources: Sources, tag: str = "en") -> Manuscript:
    pages = sources.layout("booklet-a5").for_band(band).first_pages
    asked = ManuscriptAxes(find_locale(tag, sources.catalogues), band, "booklet", pages)
    guide = sources.guide if tag == "en" else sources.translated_guide(tag).guide
    return localise(guide, sources.insert(code), sources.world, asked)[0]


def said(code: str, topic: str, sources: Sources, band: str = "14-17", tag: str = "en") -> str:
    blocks = manuscript(code, band, sources, tag).topic(topic).blocks
    return plain_text(" ".join(text for block in blocks for text in block.strings()))


def test_every_placeholder_on_calling_is_known_and_has_a_value_somewhere(sources: Sources) -> None:
    assert all(map(is_known, CALL_PLACEHOLDERS))
    found = set()
    for code in sources.countries():
        for contact in sources.insert(code).contacts:
            found |= {key for key, value in calling_values(contact, "X", lambda label: label, "en").items() if value}
    assert found == {*CALL_PLACEHOLDERS} - {"call:on-bill"} | ({"call:on-bill"} & found)


def test_every_answer_has_words(sources: Sources) -> None:
    for code in sources.countries():
        for contact in sources.insert(code).contacts:
            calling_values(contact, "X", lambda label: sources.guide.labels[label].forms[0], "en")


def test_no_line_that_is_connected_is_said_to_be_without_connection(sources: Sources) -> None:
    connected = 0
    for code in sources.countries():
        lead = sources.insert(code).lead
        if code == INTERNATIONAL or lead is None:
            continue
        values = calling_values(lead, "X", lambda label: label, "en")
        assert not (values["call:answers"] and values["call:answers-state"])
        if is_connected(lead):
            connected += 1
            assert UNCONNECTED not in said(code, "call", sources), code
    assert connected >= 15


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("AU", f"A trained counsellor answers, usually {UNCONNECTED}."),
        ("FI", f"A trained volunteer answers, usually {UNCONNECTED}."),
        ("NO", "Someone who works for the state answers. Ask first whom they would have to tell."),
        ("NO", "Alarm phone may have to tell others about some things."),
        ("GB", "A listener answers, usually somebody trained for such conversations."),
        ("GB", "Any name will do at Childline,"),
        ("EG", "Most lines need no name."),
        ("AT", "The phone bill shows no call to Rat auf Draht."),
        ("NZ", "You end it, and nothing else has to happen."),
        ("KE", "You end it, and that goes for Childline Kenya too."),
        ("FR", "You end it. The phone bill shows no call to Children in Danger."),
        ("BR", "For deaf callers: sign language."),
        ("KE", "Childline Kenya also has: WhatsApp, chat, e-mail. Ask about sign language"),
        ("TH", "Many offer chat, text or e-mail"),
    ],
)
def test_what_happens_on_a_call_is_said_as_surely_as_it_is_known(code: str, words: str, sources: Sources) -> None:
    assert words in said(code, "call", sources)


@pytest.mark.parametrize(
    ("tag", "channels"),
    [("ar", "واتساب ودردشة وبريد إلكتروني"), ("th", "WhatsApp แชต อีเมล"), ("zh-Hans", "WhatsApp、在线聊天、电子邮件")],
)
def test_a_list_is_apart_as_its_language_writes_it(tag: str, channels: str, sources: Sources) -> None:
    assert channels in said("KE", "call", sources, tag=tag)


@pytest.mark.parametrize(
    ("code", "name", "tells"),
    [
        ("GB", "Not at Childline. Pick any name.", "I may have to, if I’m worried you’re not safe."),
        ("KE", "Most times not. Any name will do.", "Childline Kenya may have to tell about some things."),
        ("TH", "Most times not. Any name will do.", "I may have to, if I’m worried you’re not safe."),
        ("NO", "Not at Alarm phone. Pick any name.", "Alarm phone may have to tell about some things."),
    ],
)
def test_the_younger_book_says_the_same(code: str, name: str, tells: str, sources: Sources) -> None:
    play = said(code, "ring-ring", sources, "10-13")
    assert name in play and tells in play


def test_who_worries_about_own_thoughts_is_sent_where_no_name_is_asked(sources: Sources) -> None:
    assert "Stop It Now (0808\u00a01000\u00a0900) is there for this" in said("GB", "who", sources)
    assert "kein-taeter-werden.de" in said("DE", "who", sources)
    assert "Ask the helpline who does this" in said("KE", "who", sources)


@pytest.mark.slow
def test_a_line_of_the_state_is_not_said_to_be_confidential(sources: Sources) -> None:
    for code in sources.countries():
        insert = sources.insert(code)
        for band in AGES:
            help_ = manuscript(code, band, sources).help
            for contact in insert.contacts:
                shown = [one for one in (help_.lead, *help_.rows) if contact.web and one.link == contact.web]
                if shown and (STATE_RUN & {*contact.known("answers")} or "passes-on" in contact.known("tells")):
                    assert not {"confidential", "private"} & set(shown[0].facts), contact.id
