"""The sources of a fact of the snapshots: addresses that anyone can open, what else is said of them, and dates."""

import re
from collections.abc import Mapping
from typing import Any

URL = re.compile(r"https?://[^\s,;)]+[^\s,;).:]")
GITHUB = re.compile(r"github:([\w.-]+/[\w.-]+)(?::([\w./-]+))?")


def sources_of(fact: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the sources of a fact, each with its date; one date for several sources stands with each of them."""
    texts = fact["source"] if isinstance(fact["source"], list) else [fact["source"]]
    dates = [part.strip() for part in str(fact["source_date"]).split(";")]
    if len(dates) != len(texts):
        dates = [str(fact["source_date"])] * len(texts)
    return [source_of(text, dated) for text, dated in zip(texts, dates, strict=True)]


def source_of(text: str, dated: str) -> dict[str, str]:
    """Return a source: its address, if it has one, what else is said of it, and its date."""
    page, github = URL.search(text), GITHUB.search(text)
    url = page[0] if page else ""
    if github and not url:
        url = f"https://github.com/{github[1]}" + (f"/blob/HEAD/{github[2]}" if github[2] else "")
        text = text.replace(github[0], "")
    rest = text.replace(url, "").strip()
    rest = rest[1:-1] if re.fullmatch(r"\([^()]*\)", rest) else rest
    return {key: value for key, value in (("url", url), ("reference", rest), ("dated", dated)) if value}
