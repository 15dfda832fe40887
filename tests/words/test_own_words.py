"""A partner's own sentences take the place of ours, as long as ours are still the ones that were replaced."""

import re
from collections.abc import Mapping
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import book, codes, only

from booklet.commands.tell import tell
from booklet.errors import Finding, Where
from booklet.facts.fingerprint import fingerprint
from booklet.facts.insert import INTERNATIONAL
from booklet.sources.load import Sources
from booklet.words.guide import PLACEHOLDER, Guide, SourceBlock, SourceTopic, Wording
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.own_words import GONE, OwnWords, apply_words, placeholders

WHERE = Where("words.yaml", 3)


def wordings(strings: Mapping[str, str | tuple[str, ...]]) -> dict[str, Wording]:
    return {key: Wording((text,) if isinstance(text, str) else text, WHERE) for key, text in strings.items()}


def block(name: str, kind: str = "paragraph", items: tuple[SourceBlock, ...] = (), **strings: str) -> SourceBlock:
    written = {key.replace("_", "-"): text for key, text in strings.items()}
    return SourceBlock(name, kind, "", "", "", (), wordings(written), items, WHERE)


USE = SourceBlock("threat:m1", "use", "line", "m1", "", (), {}, (), WHERE)

FORMS = SourceBlock(
    "law.report", "law", "", "", "", (), wordings({"text": ("{law:report}", "Ask. {helpline}", "Ask.")}), (), WHERE
)

GUIDE = Guide(
    topics=(
        SourceTopic(
            "threat",
            wordings({"title": "Threats"}),
            (
                block("threat.fast", text="It can happen fast.", text_10_13="Fast."),
                block("threat.word", title="Extortion", text="A threat."),
                block("threat.list", "list", (block("threat.list.one", "item", text="Call {helpline} on {number}."),)),
                FORMS,
                USE,
            ),
            (),
        ),
    ),
    messages=(
        block("m1", "banner", title="It is not your fault."),
        block("m2", "steps", (block("m2.stop", "step", text="Stop."),)),
    ),
    posters=(SourceTopic("p1", wordings({"title": "P"}), (block("p1.lead", text="Look up."),), ()),),
    cards=(
        SourceTopic(
            "c1",
            wordings({"title": "C"}),
            (
                block("front", "front", (block("c1.lead", text="Hello."),)),
                block("back", "back", (block("c1.steps", "steps", (block("c1.steps.go", "step", text="Go."),)),)),
            ),
            (),
        ),
    ),
    labels=wordings({"help": "Help: page {page:directory}", "fact": "sure", "fact@10-13": "yes", "proof": "PROOF"}),
    bands=("14-17", "10-13"),
)


def own(name: str, *replaced: str, replaces: str = "", **strings: str | tuple[str, ...]) -> OwnWords:
    written = wordings({key.replace("_", "-"): text for key, text in strings.items()})
    return OwnWords(name, replaces or (fingerprint(replaced) if replaced else ""), written, WHERE)


def strings(guide: Guide, name: str) -> dict[str, tuple[str, ...]]:
    (found,) = (block for block in guide.every_block() if block.id == name)
    return {key: wording.forms for key, wording in found.strings.items()}


def refused(*words: OwnWords) -> Finding:
    guide, findings = apply_words(GUIDE, words)
    assert guide is GUIDE
    return only(findings)


def test_a_sentence_is_replaced_and_all_others_stay() -> None:
    guide, findings = apply_words(GUIDE, [own("threat.fast", "It can happen fast.", text="It takes minutes.")])
    assert findings == ()
    assert strings(guide, "threat.fast") == {"text": ("It takes minutes.",), "text-10-13": ("Fast.",)}
    names = [block.id for block in GUIDE.every_block() if block.id != "threat.fast"]
    assert [strings(guide, name) for name in names] == [strings(GUIDE, name) for name in names]
    assert strings(GUIDE, "threat.fast")["text"] == ("It can happen fast.",)


@pytest.mark.parametrize(
    ("words", "name", "key"),
    [
        (own("threat.word", "Extortion", title="Blackmail"), "threat.word", "title"),
        (own("threat.fast", "Fast.", text_10_13="Blackmail"), "threat.fast", "text-10-13"),
        (own("p1.lead", "Look up.", text="Blackmail"), "p1.lead", "text"),
        (own("c1.lead", "Hello.", text="Blackmail"), "c1.lead", "text"),
    ],
)
def test_titles_bands_posters_and_cards_can_have_own_words(words: OwnWords, name: str, key: str) -> None:
    guide, findings = apply_words(GUIDE, [words])
    assert findings == ()
    assert strings(guide, name)[key] == ("Blackmail",)


@pytest.mark.parametrize(("name", "title"), [("threat", "Threats"), ("p1", "P"), ("c1", "C")])
def test_the_title_of_a_page_poster_or_card_can_be_ones_own(name: str, title: str) -> None:
    words = own(name, title, title="When someone scares you", title_10_13="Scared?")
    guide, findings = apply_words(GUIDE, [words])
    assert findings == ()
    (topic,) = (topic for topic in guide.every_topic() if topic.id == name)
    assert {key: wording.forms for key, wording in topic.titles.items()} == {
        "title": ("When someone scares you",),
        "title-10-13": ("Scared?",),
    }


def test_a_label_can_be_ones_own_in_each_band() -> None:
    words = [
        own("labels.help", "Help: page {page:directory}", text="Where to go: page {page:directory}"),
        own("labels.fact", "yes", text_10_13="for sure"),
    ]
    guide, findings = apply_words(GUIDE, words)
    assert findings == ()
    assert {key: wording.forms[0] for key, wording in guide.labels.items()} == {
        "help": "Where to go: page {page:directory}",
        "fact": "sure",
        "fact@10-13": "for sure",
        "proof": "PROOF",
    }


def test_titles_and_labels_are_held_to_what_they_replace_like_sentences() -> None:
    assert refused(own("threat", "Fear", title="a")).code == "stale-words"
    assert refused(own("labels.help", "Help: page {page:directory}", text="Help")).code == "placeholder-lost"


@pytest.mark.parametrize(
    "text", ["Help: page {page:directory}{page:directory}", "{page:directory}, page {page:threat}"]
)
def test_a_label_says_no_other_values_than_ours_and_none_twice(text: str) -> None:
    assert refused(own("labels.help", "Help: page {page:directory}", text=text)).code == "placeholder-added"
    assert refused(own("labels.hepl", text="a")).hint == 'did you mean "labels.help"?'
    assert refused(own("labels.fact", title="a")).hint == "it has text, text-10-13"


def test_items_of_lists_can_have_own_words() -> None:
    text = "Talk to {helpline}: {number}."
    guide, findings = apply_words(GUIDE, [own("threat.list.one", "Call {helpline} on {number}.", text=text)])
    assert findings == ()
    assert strings(guide, "threat.list.one") == {"text": (text,)}


def test_a_band_without_words_of_its_own_gets_them_and_replaces_the_common_ones() -> None:
    guide, findings = apply_words(GUIDE, [own("threat.word", "A threat.", text_10_13="They scare you.")])
    assert findings == ()
    assert strings(guide, "threat.word")["text-10-13"] == ("They scare you.",)


def test_the_fingerprint_of_one_sentence_is_the_first_eight_digits_of_its_sha256() -> None:
    assert fingerprint(["It can happen fast."]) == sha256(b"It can happen fast.").hexdigest()[:8]


def test_several_sentences_of_a_block_have_one_fingerprint() -> None:
    words = own("threat.fast", "It can happen fast.", "Fast.", text="Minutes.", text_10_13="Soon.")
    assert apply_words(GUIDE, [words])[1] == ()


def test_words_that_do_not_say_what_they_replace_are_told_how() -> None:
    found = refused(own("threat.fast", text="It takes minutes."))
    assert found.code == "missing-hash"
    assert found.hint == f"write replaces: {fingerprint(['It can happen fast.'])}"
    assert "It can happen fast." in found.message


def test_words_for_a_sentence_that_changed_are_stale() -> None:
    then, now = fingerprint(["It could happen."]), fingerprint(["It can happen fast."])
    found = refused(own("threat.fast", replaces=then, text="It takes minutes."))
    assert found.code == "stale-words"
    assert then in found.message and now in found.message
    assert "It can happen fast." in found.message
    assert found.hint.endswith(f"replaces: {now}")


def test_what_to_write_is_told_however_long_the_sentence(sources: Sources) -> None:
    texts = {key: Wording((text,), WHERE) for key, text in (("text", "a"), ("text-10-13", "b"), ("title", "c"))}
    words = [OwnWords(found.id, "", texts, WHERE) for found in sources.guide.every_block()]
    told = [tell(found) for found in apply_words(sources.guide, words)[1] if found.code == "missing-hash"]
    assert told and all(re.search("; write replaces: [0-9a-f]{8}$", line) for line in told)


@pytest.mark.parametrize("name", ["m1", "m2", "m2.stop", "threat:m1", "c1.steps", "c1.steps.go", "labels.proof"])
def test_fixed_messages_and_steps_are_locked(name: str) -> None:
    assert refused(own(name, "It is not your fault.", title="It is.")).code == "locked-words"


def test_an_id_that_is_not_there_is_told_with_the_nearest_one() -> None:
    found = refused(own("threat.fats", text="a"))
    assert (found.code, found.hint) == ("unknown-id", 'did you mean "threat.fast"?')
    assert refused(own("qqqq", text="a")).hint == GONE


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (own("threat.fast", title="a"), "it has text, text-10-13"),
        (own("threat.list", text="a"), "name one of the sentences in it"),
    ],
)
def test_a_string_that_the_block_does_not_have_is_told(words: OwnWords, hint: str) -> None:
    found = refused(words)
    assert (found.code, found.hint) == ("unknown-string", hint)


@pytest.mark.parametrize(
    "text", ["Call {helpline}.", "Call {helpline} on 116.", "Call {helpline} on {{number}.", "{numbr}"]
)
def test_a_placeholder_of_ours_may_not_be_lost(text: str) -> None:
    _, findings = apply_words(GUIDE, [own("threat.list.one", "Call {helpline} on {number}.", text=text)])
    lost = placeholders("{helpline} {number}") - placeholders(text)
    assert codes(findings) == ["placeholder-lost"] * len(lost)
    assert all(any(f"{{{name}}}" in finding.message for finding in findings) for name in lost)


def test_forms_are_replaced_by_as_many_that_keep_theirs() -> None:
    ours = FORMS.strings["text"].forms
    good = own("law.report", *ours, text=("By law: {law:report}", "Talk. {helpline}", "Talk."))
    guide, findings = apply_words(GUIDE, [good])
    assert findings == ()
    assert strings(guide, "law.report")["text"] == good.strings["text"].forms
    assert refused(own("law.report", *ours, text="Talk.")).code == "wrong-forms"
    assert refused(own("law.report", *ours, text=("{law:report}", "Talk.", "Talk."))).code == "placeholder-lost"


def test_all_that_is_wrong_is_told_at_once_and_what_is_right_is_taken() -> None:
    words = [
        own("nothing", text="a"),
        own("m1", title="a"),
        own("threat.fast", "It can happen fast.", text="Minutes."),
        own("threat.word", replaces="00000000", text="a", place="b"),
    ]
    guide, findings = apply_words(GUIDE, words)
    assert codes(findings) == ["unknown-id", "locked-words", "unknown-string", "stale-words"]
    assert all(finding.where == WHERE for finding in findings)
    assert strings(guide, "threat.fast")["text"] == ("Minutes.",)


def test_a_placeholder_is_what_the_manuscript_fills_in() -> None:
    for text in ("{number} {page:help-now} {law:report} {boy-1}", "{ number} {Number} {}", "{a.b}"):
        assert placeholders(text) == frozenset(PLACEHOLDER.findall(text))


@pytest.mark.slow
@given(st.lists(st.text(), min_size=1, max_size=3), st.lists(st.text(), min_size=1, max_size=3))
def test_other_sentences_have_another_fingerprint(first: list[str], second: list[str]) -> None:
    assert len(fingerprint(first)) == 8
    assert (fingerprint(first) == fingerprint(second)) == ("\n".join(first) == "\n".join(second))


def test_every_sentence_of_our_guide_can_be_said_in_the_same_words(sources: Sources) -> None:
    locked = {block.id for message in sources.guide.messages for block in message.walk()}
    words = []
    for found in sources.guide.every_block():
        texts = {key: wording for key, wording in found.strings.items() if key != "label" and "label-" not in key}
        if texts and found.id not in locked and found.kind not in {"step", "steps", "use"}:
            forms = dict.fromkeys(form for _, wording in sorted(texts.items()) for form in wording.forms)
            words.append(OwnWords(found.id, fingerprint(forms), texts, found.where))
    guide, findings = apply_words(sources.guide, words)
    assert findings == ()
    assert len(words) > 200
    for block_, same in zip(sources.guide.every_block(), guide.every_block(), strict=True):
        assert (block_.id, block_.strings) == (same.id, same.strings)


def test_own_words_are_what_the_booklet_says(sources: Sources) -> None:
    fast = next(block for block in sources.guide.every_block() if block.id == "threat.how")
    words = own("threat.how", *fast.strings["text"].forms, text="It takes minutes.")
    guide, findings = apply_words(sources.guide, [words])
    assert findings == ()
    pages = book(sources).first_pages
    asked = ManuscriptAxes(find_locale("en"), "14-17", "booklet", pages)
    manuscript = localise(guide, sources.insert(INTERNATIONAL), sources.world, asked)[0]
    assert "It takes minutes." in [block.text for block in manuscript.topic("threat").blocks]
