"""A partner's own wording of the English: written, read again and taken out, with every other letter as it was."""

from pathlib import Path

import pytest
from projects import codes, lay

from booklet.api.rewording import Rewording
from booklet.errors import SourceError
from booklet.make.build import open_sources

HEAD = "# Our own words\n\n"

OWN = "It can happen in minutes, anywhere."

SIMPLE = "abuse.anyone"


@pytest.fixture
def rewording(tmp_path: Path) -> Rewording:
    return Rewording(lay(tmp_path, {"words.yaml": HEAD}))


def text_of(rewording: Rewording) -> str:
    return (rewording.folder / "words.yaml").read_text(encoding="utf-8")


def test_an_own_sentence_is_written_with_what_it_replaces_and_printed(rewording: Rewording) -> None:
    before = rewording.find(SIMPLE)
    assert before.own == "" and not before.is_fixed and before.place == "page abuse"
    rewording.write(SIMPLE, f" {OWN} ", seen="")
    after = rewording.find(SIMPLE)
    assert (after.ours, after.own, after.is_old) == (before.ours, OWN, False)
    assert text_of(rewording).startswith(HEAD.rstrip()) and f"text: '{OWN}'" in text_of(rewording)
    assert OWN in repr(open_sources(rewording.folder).guide.topics)


@pytest.mark.parametrize("text", ["", "ours"])
def test_an_own_sentence_is_taken_out_and_all_else_stays(rewording: Rewording, text: str) -> None:
    rewording.write("abuse.lead", "Some words of ours.")
    before = text_of(rewording)
    rewording.write(SIMPLE, OWN)
    rewording.write(SIMPLE, rewording.find(SIMPLE).ours if text else "", seen=OWN)
    assert text_of(rewording) == before


def test_remarks_and_other_strings_of_an_entry_stay(rewording: Rewording) -> None:
    rewording.write("about.home", "Can somebody find this?")
    path = rewording.folder / "words.yaml"
    path.write_text(text_of(rewording).replace("  text:", "  # said by Wanjiku\n  text:"), encoding="utf-8")
    rewording.write("about.home.title", "At home")
    said = text_of(rewording)
    assert "  # said by Wanjiku\n" in said and "title: At home" in said
    rewording.write("about.home", "")
    assert rewording.find("about.home.title").own == "At home" and not rewording.find("about.home.title").is_old
    open_sources(rewording.folder)


def test_one_of_several_forms_is_reworded(rewording: Rewording) -> None:
    one = next(one for one in rewording.all if one.context.endswith("#2") and not one.is_fixed)
    first = rewording.find(one.context.removesuffix("#2"))
    kept = " ".join(part.text for part in rewording.kept(one.context))
    rewording.write(one.context, f"In our words {kept}".strip())
    assert rewording.find(one.context).own == f"In our words {kept}".strip()
    assert rewording.find(first.context).own == "" and open_sources(rewording.folder)
    rewording.write(one.context, "")
    assert one.context.partition("#")[0] not in text_of(rewording)


def test_what_replaces_words_of_before_is_old_until_somebody_reads_it_again(rewording: Rewording) -> None:
    rewording.write("about.home", "Can somebody find this?")
    rewording.write("about.home.title", "At home")
    path = rewording.folder / "words.yaml"
    replaces = text_of(rewording).partition("replaces: ")[2].split()[0]
    path.write_text(text_of(rewording).replace(replaces, "'00000000'"), encoding="utf-8")
    assert rewording.find("about.home").is_old and rewording.find("about.home.title").is_old
    with pytest.raises(SourceError) as caught:
        rewording.write("about.home", "Anew.")
    assert codes(caught.value.findings) == ["stale-words"]
    rewording.read_again("about.home")
    assert not rewording.find("about.home.title").is_old
    rewording.write("about.home", "Anew.")


@pytest.mark.parametrize(
    ("context", "text", "code"),
    [
        ("m1.title", "Not your fault.", "locked-words"),
        ("about.lead", "Without a page.", "placeholder-lost"),
        (SIMPLE, "Look at bit.ly/x", "short-address"),
        ("abuse.anyon", "x", "unknown-message"),
    ],
)
def test_what_may_not_be_said_is_refused_and_nothing_written(
    rewording: Rewording, context: str, text: str, code: str
) -> None:
    with pytest.raises(SourceError) as caught:
        rewording.write(context, text)
    assert code in codes(caught.value.findings) and text_of(rewording) == HEAD


def test_of_two_people_on_one_sentence_both_words_stay(rewording: Rewording) -> None:
    rewording.write(SIMPLE, OWN, seen="")
    with pytest.raises(SourceError) as caught:
        rewording.write(SIMPLE, "Others.", seen="")
    assert codes(caught.value.findings) == ["edited-meanwhile"] and rewording.find(SIMPLE).own == OWN
    rewording.write(SIMPLE, OWN, seen="")


def test_a_text_is_checked_as_typed(rewording: Rewording) -> None:
    checked = rewording.check("about.lead", "words " * 100)
    assert [part.text for part in checked.missing] == ["{page:help-now}"]
    assert codes(checked.findings) == ["too-long"] and checked.letters > checked.limit > checked.room
