"""Words of a partner that break a rule of safety: told with their line, and what prints them is a PROOF."""

from pathlib import Path

import pytest
from clocks import TODAY
from projects import lay

from booklet.errors import Severity
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs


def document(project: Path) -> Document:
    sources = open_sources(project)
    wanted = Wanted(products=("poster",), bands=("14-17",), editions=("screen",))
    return check(plan_jobs(wanted, sources), sources, TODAY)[0]


CARD = """\
cards:
  - id: mine
    title: Mine
    front-title: Mine
    front:
      - {id: mine.front, kind: paragraph, text: WORDS}
    back:
      - {id: mine.back, kind: paragraph, text: Ask us.}
"""


@pytest.mark.parametrize(("words", "is_safe"), [("Come to us.", True), ("You should have told us.", False)])
def test_what_prints_words_that_break_a_rule_is_a_proof(words: str, is_safe: bool, tmp_path: Path) -> None:
    project = lay(tmp_path, {"cards.yaml": CARD.replace("WORDS", words)})
    made = document(project)
    told = [finding for finding in made.findings if finding.code == "rule-broken"]
    assert (made.why != "proof.rules") == is_safe
    assert {str(finding.where) for finding in told} == (set() if is_safe else {"cards.yaml:6"})
    assert all(finding.severity is Severity.WARNING for finding in told)
