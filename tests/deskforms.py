"""Forms of the desk as a browser would send them, read from its pages without touching them."""

import re
from html import unescape
from pathlib import Path
from typing import Any

FILE = "translations/countries/KE.yaml"


def text_of(partner: Path) -> str:
    """Return the country file of a partner."""
    return (partner / FILE).read_text(encoding="utf-8")


def edit_file(partner: Path, old: str, new: str) -> None:
    """Change the country file outside the desk."""
    text = text_of(partner)
    assert old in text
    (partner / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")


def form_of(page: str, mark: str = "data-auto") -> dict[str, Any]:
    """Return what a browser would send of a form without touching it."""
    body, *_ = re.findall(rf"<form[^>]*{mark}[^>]*>(.*?)</form>", page, re.DOTALL)
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" not in found or found["name"] == "csrfmiddlewaretoken":
            continue
        if found.get("type") in {"checkbox", "radio"}:
            if "checked" in tag.replace("aria-checked", ""):
                sent.setdefault(found["name"], []).append(unescape(found["value"]))
        else:
            sent[found["name"]] = unescape(found.get("value", ""))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options) or re.findall(
            r'<option value="([^"]*)"', options
        )
        sent[name] = unescape(chosen[0])
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', body, re.DOTALL):
        sent[name] = unescape(text)
    return sent


def fault_at(answer: Any, place: str) -> str:
    """Return what is said at a place of a form, "" if nothing is wrong there."""
    (found,) = re.findall(rf'<p class="fault" id="fault-{place}">\s*(.*?)\s*(?=\n|$)', answer.content.decode())
    return re.sub(r"<[^>]+>", "", found).strip()


def seen_in(answer: Any) -> str:
    """Return what an answer says that a form's fields said."""
    return unescape(re.findall(r'id="seen" value="([^"]*)"', answer.content.decode())[0])
