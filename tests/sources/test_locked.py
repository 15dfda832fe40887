"""What safety depends on stays as it is, whatever a project lays over our words."""

from pathlib import Path

import pytest
from projects import changed, lay, told

from booklet.errors import Finding, SourceError
from booklet.make.build import open_sources

EN = "translations/en"


def faults(project: Path) -> tuple[Finding, ...]:
    with pytest.raises(SourceError) as stopped:
        open_sources(project)
    return stopped.value.findings


@pytest.mark.parametrize(
    ("old", "new"), [("It is not your fault.", "It may not be your fault."), ("messages:", "messages:  # as it was")]
)
def test_the_fixed_messages_cannot_be_laid_over(old: str, new: str, tmp_path: Path) -> None:
    project = lay(tmp_path, {f"{EN}/messages.yaml": changed(f"{EN}/messages.yaml", old, new)})
    assert told(faults(project)) == [("locked-words", f"{EN}/messages.yaml:1")]


def test_a_page_of_ours_keeps_its_fixed_messages(tmp_path: Path) -> None:
    text = changed(f"{EN}/guide/14-17/friend.yaml", "  - {use: m5, as: line}\n", "")
    assert told(faults(lay(tmp_path, {f"{EN}/guide/14-17/friend.yaml": text}))) == [
        ("lost-message", f"{EN}/guide/14-17/friend.yaml:4")
    ]


def test_a_fixed_message_of_ours_is_taken_from_no_age(tmp_path: Path) -> None:
    name = f"{EN}/cards.yaml"
    text = changed(name, "- {use: m3, as: bar}", "- {use: m3, as: bar, bands: ['10-13']}")
    assert [finding.code for finding in faults(lay(tmp_path, {name: text}))] == ["lost-message"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('emergency.service: "{number} ({service})"', 'emergency.service: "{service}"'),
        ('sticker.poster: "Poster {item}"', 'sticker.poster: "Poster {item}{item}"'),
        ('card.sms: "Text {word} to {number}"', "card.sms: Text us"),
    ],
)
def test_labels_say_the_values_that_ours_say_each_once(old: str, new: str, tmp_path: Path) -> None:
    project = lay(tmp_path, {f"{EN}/labels.yaml": changed(f"{EN}/labels.yaml", old, new)})
    assert [finding.code for finding in faults(project)] == ["placeholder-lost"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Draft. Not yet reviewed by", "Reviewed by"),
        ("PROOF · numbers", "FINAL · numbers"),
        ("strip.motto: It is not your fault.", "strip.motto: Be careful."),
        ("Words and pictures CC BY 4.0.", "All rights reserved."),
    ],
)
def test_labels_that_say_what_an_edition_is_stay_as_they_are(old: str, new: str, tmp_path: Path) -> None:
    project = lay(tmp_path, {f"{EN}/labels.yaml": changed(f"{EN}/labels.yaml", old, new)})
    assert [finding.code for finding in faults(project)] == ["locked-words"]


def test_other_labels_and_pages_may_be_laid_over(tmp_path: Path) -> None:
    labels = changed(f"{EN}/labels.yaml", "story: A comic", "story: It happened")
    page = changed(f"{EN}/guide/14-17/friend.yaml", "title: When a friend | tells you", "title: A friend")
    sources = open_sources(lay(tmp_path, {f"{EN}/labels.yaml": labels, f"{EN}/guide/14-17/friend.yaml": page}))
    assert sources.guide.labels["story"].forms == ("It happened",)
