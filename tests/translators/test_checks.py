"""What is said of a message: each check has translations that pass and one that does not."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from catalogues import whole
from projects import OWN, codes, lay, only

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.translators.checks import check_catalogue
from booklet.translators.glossary import FILE, Glossary, read_glossary
from booklet.translators.typography import RULES
from booklet.words.catalogue import Catalogue, Message, MessageSlot, slots
from booklet.words.locales import find_language

PO = Where("translations/xx/guide.po", 7)


def check(locale: str, english: str, text: str, *, band: str = "", glossary: Glossary | None = None) -> list[Finding]:
    string = f"text-{band}" if band else "text"
    slot = MessageSlot("a", "a", string, 0, english, Where("a.yaml"))
    catalogue = Catalogue(locale, {"a": Message("a", english, text, PO)})
    return check_catalogue(catalogue, {"a": slot}, find_language(locale), glossary or Glossary())


NBSP, THIN = "\u00a0", "\u202f"

CASES: list[tuple[str, str, str, list[str]]] = [
    # what cannot be printed, or turns around what follows
    ("pt", "Stop now", "Pare\nagora", ["unfit-letter"]),
    ("pt", "Stop now", "Pare\tagora", ["unfit-letter"]),
    ("pt", "Stop now", "Pare \u202eagora", ["unfit-letter"]),
    ("ar", "Stop now", "توقف\u200f الآن", []),
    # what must stay
    ("sw", "Call {number}.", "Piga {number}.", []),
    ("sw", "Call {number}.", "Piga simu.", ["placeholder-lost"]),
    ("sw", "See [page 1](#law).", "Angalia [uk. 1](#law).", []),
    ("sw", "See [page 1](#law).", "Angalia [uk. 1](#how).", ["placeholder-lost"]),
    ("sw", "Go to stopncii.org.", "Nenda stopncii.org.", []),
    ("sw", "Go to stopncii.org.", "Nenda stopncii.com.", ["address-lost"]),
    ("sw", "More than 130 countries", "Zaidi ya nchi 130", []),
    ("sw", "More than 130 countries", "Zaidi ya nchi 13", ["number-lost"]),
    ("hi", "Aged 14 to 17", "१४ से १७ साल", []),
    ("hi", "Aged 14 to 17", "१४ से १६ साल", ["number-lost"]),
    ("hi", "At least 1.2 million children", "कम से कम 12 लाख बच्चे", []),
    ("hi", "At least 1.2 million children", "कम से कम 13 लाख बच्चे", ["number-lost"]),
    ("zh-Hans", "At least 1.2 million children", "至少120万孩子", []),
    ("zh-Hans", "At least 1.2 million children", "至少12万孩子", ["number-lost"]),
    ("sw", "*Stop.* Tell.", "*Acha.* Sema.", []),
    ("sw", "*Stop.* Tell.", "Acha. Sema.", ["markup-lost"]),
    ("zh-Hans", "_Grooming_ is a trick.", "_诱骗_是骗局。", []),
    ("zh-Hans", "_Grooming_ is a trick.", "诱骗是骗局。", ["markup-lost"]),
    # edges
    ("fr", " or ", " ou ", []),
    ("fr", " or ", "ou", ["wrong-spacing"]),
    ("th", " or ", "หรือ", []),
    # quotes and spaces
    ("fr", "Say “no” now: stop!", f"Dis «{NBSP}non{NBSP}» maintenant{THIN}: stop{THIN}!", []),
    ("fr", "Say “no”.", "Dis “non”.", []),
    ("fr", "Say “no”.", "Dis «non».", ["wrong-spacing"]),
    ("fr", "Why?", "Pourquoi ?", ["wrong-spacing"]),
    ("fr", "Why?", "Pourquoi?", ["wrong-spacing"]),
    ("fr", "It is https://a.example/b.", "C’est https://a.example/b.", []),
    ("fr", "It is fine.", "C'est bien.", ["wrong-quotes"]),
    ("sw", "Say “no”.", 'Sema "hapana".', ["wrong-quotes"]),
    ("ru", "Say “no”.", "Скажи «нет».", []),
    ("ru", "Say “no”.", "Скажи ‘нет’.", ["wrong-quotes"]),
    ("sw", "One. Two.", "Moja.  Mbili.", ["wrong-spacing"]),
    ("sw", "And so on…", "Na kadhalika...", ["wrong-spacing"]),
    ("es", "Why? Stop!", "¿Por qué? ¡Para!", []),
    ("es", "Why?", "Por qué?", ["wrong-marks"]),
    ("es", "Stop!", "Para!", ["wrong-marks"]),
    ("ar", "Why, you?", "لماذا، أنت؟", []),
    ("ar", "Why?", "لماذا?", ["wrong-marks"]),
    ("hi", "You can stop.", "तुम रुक सकते हो।", []),
    ("hi", "You can stop.", "तुम रुक सकते हो.", ["wrong-marks"]),
    ("th", "You can stop.", "คุณหยุดได้", []),
    ("th", "You can stop.", "คุณหยุดได้.", ["wrong-marks"]),
    ("th", "Mon", "จ.", []),
    ("zh-Hans", "Stop, save.", "停止，保存。", []),
    ("zh-Hans", "Stop, save.", "停止, 保存。", ["wrong-marks"]),
    ("zh-Hans", "Stop, save.", "停止，保 存。", ["wrong-spacing"]),
    ("zh-Hans", "Page {page:law}", "第 {page:law} 页", []),
    # English that was left
    ("fr", "It is not your fault.", "It is not your fault.", ["untranslated"]),
    ("fr", "Police", "Police", []),
    ("fr", "WhatsApp", "WhatsApp", []),
    ("ru", "chat", "chat", ["untranslated", "wrong-script"]),
    ("ru", "INHOPE", "INHOPE", []),
    ("ru", "Take It Down can help.", "Сервис Take It Down поможет.", []),
    ("ru", "Upload “interior” now.", "Загрузи «interior» сейчас.", []),
    ("ru", "Ask for help now.", "Попроси о help сейчас.", ["untranslated"]),
    ("ar", "A reporting site (hotline)", "موقع إبلاغ (hotline)", []),
    ("ru", "Stop.", "Stoy seychas.", ["wrong-script"]),
    ("fr", "Stop now.", "Аrrête.", ["wrong-script"]),
    ("zh-Hans", "Stop now.", "停止する。", ["wrong-script"]),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "english", "text", "expected"), CASES)
def test_each_fault_is_told_and_nothing_else(locale: str, english: str, text: str, expected: list[str]) -> None:
    found = check(locale, english, text)
    assert codes(found) == expected
    assert all(finding.where == PO and finding.hint and '"a"' in finding.message for finding in found)


def test_what_can_hurt_a_reader_is_an_error_the_rest_a_warning() -> None:
    errors = {
        code for locale, english, text, _ in CASES for finding in check(locale, english, text)
        if finding.severity is Severity.ERROR for code in (finding.code,)
    }  # fmt: skip
    assert errors == {"placeholder-lost", "address-lost", "number-lost", "unfit-letter"}


def test_a_text_is_too_long_if_its_page_has_no_room_for_it() -> None:
    slot = MessageSlot("a", "a", "text", 0, "Stop now.", Where("a.yaml"))
    for count, expected in ((75, []), (76, ["too-long"])):
        catalogue = Catalogue("sw", {"a": Message("a", slot.text, "w" * count, PO)})
        room = {"a": {"Latn": 50, "Thai": 1}}
        assert codes(check_catalogue(catalogue, {"a": slot}, find_language("sw"), Glossary(), room)) == expected
    english = Catalogue("sw", {"a": Message("a", slot.text, "w" * 999, PO)})
    assert codes(check_catalogue(english, {"a": slot}, find_language("sw"), Glossary(), {})) == []


def test_what_does_not_hold_yet_is_not_judged() -> None:
    slot = MessageSlot("a", "a", "text", 0, "It is not your fault.", Where("a.yaml"))
    for message in (
        Message("a", slot.text, slot.text, PO, ("fuzzy",)),
        Message("a", "Before.", slot.text, PO),
        Message("a", slot.text, "", PO),
    ):
        assert check_catalogue(Catalogue("fr", {"a": message}), {"a": slot}, find_language("fr"), Glossary()) == []


@pytest.mark.slow
def test_a_message_the_guide_does_not_know_is_told(sources: Sources) -> None:
    known = slots(sources.guide)
    found = whole(sources.guide, "sw")
    strange = Message("threat.titel", "x", "y", PO)
    catalogue = Catalogue("sw", {**found.messages, strange.context: strange})
    unknown = [
        f for f in check_catalogue(catalogue, known, find_language("sw"), Glossary()) if f.code == "unknown-message"
    ]
    assert only(unknown).hint == 'did you mean "threat.title"?'


@pytest.mark.slow
def test_english_itself_has_no_fault(sources: Sources) -> None:
    found = check_catalogue(whole(sources.guide, "en"), slots(sources.guide), find_language("en"), Glossary())
    assert [finding for finding in found if finding.code != "untranslated"] == []


# terms


GLOSSARY = {
    FILE: "id\tterm (14-17 edition)\tsimpler form (10-13 edition)\ttranslator note\tfr\tfr 10-13\tar\tar 10-13\tsw\t"
    "sw 10-13\tth\tth 10-13\n"
    "helpline\thelpline\thelpline\t\tligne d’écoute\tligne d’écoute\tخط المساعدة\tخط المساعدة\tsimu ya msaada\t"
    "simu ya msaada\tสายด่วนช่วยเหลือ\tสายด่วนช่วยเหลือ\n"
    "encrypted\tprivate (encrypted) chat\tprivate chat\t\tdiscussion privée (chiffrée)\ttchat privé\t\t\t\t\t\t\n"
    "tell\ttell\ttell\t\tdire\tdire\t\t\t\t\t\t\n"
    "sexting\tsending pictures\t(not used)\t\tsexting\t(not used)\t\t\t\t\t\t\n",
    "translations/avoided.tsv": "locale\tavoid\tuse\nfr\tpédopornograph\tcsam\nsw\tukahaba\tsexual_exploitation\n",
}


def glossary(folder: Path, locale: str, files: Mapping[str, str] = GLOSSARY) -> Glossary:
    return read_glossary(Folders(OWN, lay(folder, files)), locale)


@pytest.mark.parametrize(
    ("locale", "english", "text", "band", "expected"),
    [
        ("fr", "Call a helpline.", "Appelle une ligne d’écoute.", "", []),
        ("fr", "Call helplines.", "Appelle les lignes d’écoute.", "", []),
        ("fr", "Call a helpline.", "Appelle un numéro vert.", "", ["term-missing"]),
        ("fr", "Call a | helpline.", "Appelle une ligne | d’écoute.", "", []),
        ("fr", "Call a | helpline.", "Appelle un numéro | vert.", "", ["term-missing"]),
        ("ar", "Call a helpline.", "اتصل بخط مساعدة.", "", []),
        ("ar", "Call a helpline.", "اتصل بالرقم.", "", ["term-missing"]),
        ("th", "Call a helpline.", "โทรหาสายด่วนช่วยเด็ก", "", []),
        ("th", "Call a helpline.", "โทรหาเพื่อน", "", ["term-missing"]),
        ("fr", "In a private chat.", "Dans un tchat privé.", "10-13", []),
        ("fr", "In a private chat.", "Dans une pièce.", "10-13", ["term-missing"]),
        ("fr", "In a private chat.", "Dans une pièce.", "14-17", ["term-missing"]),
        ("fr", "You can tell.", "Tu peux parler.", "", []),
        ("fr", "Sending pictures.", "Rien du tout.", "10-13", []),
        ("fr", "Pictures of abuse.", "De la pédopornographie.", "", ["avoided-term"]),
        ("sw", "Being used.", "Ukahaba.", "", ["avoided-term"]),
    ],
)
def test_terms_of_the_glossary_are_looked_for_in_any_form(
    locale: str, english: str, text: str, band: str, expected: list[str], tmp_path: Path
) -> None:
    assert codes(check(locale, english, text, band=band, glossary=glossary(tmp_path, locale))) == expected


def test_a_locale_without_terms_is_not_asked_for_any(tmp_path: Path) -> None:
    assert glossary(tmp_path, "ru").terms == ()


def test_a_glossary_that_is_no_table_is_told(tmp_path: Path) -> None:
    folders = Folders(OWN, lay(tmp_path, {FILE: b"\xff\xfe\x00"}))
    with pytest.raises(SourceError) as stopped:
        read_glossary(folders, "fr")
    assert codes(stopped.value.findings) == ["unreadable"]


def test_our_glossary_knows_what_is_meant_by_each_word_to_avoid() -> None:
    folders = Folders(OWN)
    ids = {line.split("\t")[0] for line in (OWN / FILE).read_text(encoding="utf-8").splitlines()[1:]}
    for locale in ("fr", "es", "ar", "ru", "hi", "th", "sw", "zh-Hans"):
        avoided = read_glossary(folders, locale).avoided
        assert avoided
        assert {entry.use for entry in avoided} <= ids


def test_rules_of_languages_find_what_they_are_for() -> None:
    for language, rules in RULES.items():
        texts = [text for locale, _, text, expected in CASES if locale.partition("-")[0] == language and expected]
        for rule in rules:
            assert any(rule.pattern.search(re.sub(r"\{.*?\}", "1", text)) for text in texts), (language, rule.message)
