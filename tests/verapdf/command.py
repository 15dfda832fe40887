"""The engine of veraPDF behind the command that users have: the same options, and a report in the same XML."""

import sys
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(Path(__file__).parents[1]))

from validator import Report, validate

EXPECTED = ["--format", "xml", "--flavour", "ua1", "--maxfailuresdisplayed", "1"]


def rule(failure: str) -> str:
    """Return a failure as the command reports it."""
    name, _, said = failure.partition(" ")
    clause, _, test = name.rpartition("-")
    place, _, why = said.partition(": ")
    return (
        f'<rule specification="ISO 14289-1:2014" clause={quoteattr(clause)} testNumber={quoteattr(test)} '
        f'status="failed" failedChecks="1"><description>{escape(why)}</description><check status="failed">'
        f"<context>{escape(place)}</context><errorMessage>{escape(why)}</errorMessage></check></rule>"
    )


def written(report: Report) -> str:
    """Return a report as the command writes it."""
    passed = "false" if report.failures else "true"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<report><buildInformation>'
        '<releaseDetails id="core" version="1.0-tests"></releaseDetails></buildInformation><jobs><job>'
        '<validationReport jobEndStatus="normal" profileName="PDF/UA-1 validation profile" '
        f'isCompliant="{passed}"><details>{"".join(map(rule, report.failures))}</details></validationReport>'
        "</job></jobs></report>\n"
    )


if __name__ == "__main__":
    *options, file = sys.argv[1:]
    assert options == EXPECTED
    (report,) = validate([Path(file)], ("ua1",))
    sys.stdout.write(written(report))
    sys.exit(bool(report.failures))
