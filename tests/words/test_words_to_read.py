"""What a person reads before signing are the words that the signature belongs to, and all of them."""

from itertools import takewhile

import pytest

from booklet.sources.load import Sources
from booklet.words.reading import list_read, title_of
from booklet.words.review import LABELS, hash_words, list_hashed

OLDER = "14-17"


@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_every_word_that_changes_a_hash_is_read_in_the_same_order(sources: Sources, band: str) -> None:
    """What is hashed besides are names of blocks, speakers and topics: they lead to words, and are none."""
    guide = sources.guide
    for topic, rest in list_hashed(guide, band).items():
        lines = list_read(guide, band, topic, guide)
        passed_over = [*(word for line in lines for word in takewhile(line.words.__ne__, rest)), *rest]
        assert lines and all(" " not in word for word in passed_over), topic


def test_a_line_has_its_id_and_the_english_beside_it(sources: Sources) -> None:
    french = sources.translated_guide("fr").guide
    (line, *_) = list_read(french, OLDER, "m1", sources.guide)
    assert line.id.startswith("m1") and line.english != line.words != ""
    assert line.english in {form for wording in sources.guide.messages[0].strings.values() for form in wording.forms}
    ids = [line.id for line in list_read(french, OLDER, "p1", sources.guide)]
    assert title_of(french, OLDER, "p1") and title_of(french, OLDER, "m1") == title_of(french, OLDER, LABELS) == ""
    assert "p1.title" in ids


def test_a_page_that_does_not_exist_in_a_band_has_no_words(sources: Sources) -> None:
    only_older = hash_words(sources.guide, OLDER).keys() - hash_words(sources.guide, "10-13").keys()
    assert only_older and not any(list_read(sources.guide, "10-13", topic, sources.guide) for topic in only_older)
