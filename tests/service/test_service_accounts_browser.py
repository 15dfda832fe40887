"""A coordinator's first day in a browser: the mail, the link, the code, a passkey of the device, and back in by it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience, click, set_width
from desks import SECRET
from selenium.webdriver.common.virtual_authenticator import VirtualAuthenticatorOptions
from selenium.webdriver.support import expected_conditions

from booklet.desk.serve import listen


@pytest.fixture
def address(home_once: Path, tmp_path: Path) -> Iterator[str]:
    """A service of its own, without anybody, that has just invited its first coordinator."""
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()
    said = {"HOME": str(tmp_path / "home"), "SECRET": SECRET * 3, "ADDRESS": f"http://localhost:{port}"}
    said |= {"COORDINATOR": "wanjiku@example.org", "PROCESSES": "1"}
    environment = {**os.environ, **{f"BOOKLET_{name}": value for name, value in said.items()}}
    (tmp_path / "home").mkdir()
    command = [sys.executable, "-m", "booklet", "desk", "--hosted", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and "answers at" in process.stdout.readline()
        yield said["ADDRESS"]
        process.terminate()
        process.wait(30)


def last_mail(home: Path, count: int) -> str:
    """Return the text of a mail, counted from 1, once it is there."""
    for _ in range(200):
        mails = sorted((home / "mails").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        if len(mails) >= count:
            said = message_from_bytes(mails[-1].read_bytes(), policy=policy.default)
            return str(said.get_content())
        time.sleep(0.1)
    raise AssertionError("no mail")


def find(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    assert found, text
    return found[1]


def wait_for(browser: Any, path: str) -> None:
    Patience(browser, 30).until(expected_conditions.url_contains(path))


def is_wider(browser: Any) -> bool:
    """Tell whether a page is wider than its window."""
    return bool(browser.execute_script("return document.documentElement.scrollWidth > innerWidth"))


def test_a_coordinator_comes_in_lays_a_passkey_and_comes_back_by_it(browser: Any, address: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    browser.add_virtual_authenticator(
        VirtualAuthenticatorOptions(has_resident_key=True, has_user_verification=True, is_user_verified=True)
    )
    set_width(browser, 360)
    try:
        browser.get(find(r"(http://localhost\S+)", last_mail(home, 1)))
        assert not is_wider(browser)
        click(browser, "main .button.primary")
        wait_for(browser, "/account/login/")
        assert browser.find_element("id", "id_email").get_attribute("value") == "wanjiku@example.org"
        click(browser, "main .button.primary")
        wait_for(browser, "/login/code/")
        code = find(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", last_mail(home, 2))
        browser.find_element("id", "id_code").send_keys(code.lower())
        click(browser, "main .button.primary")
        wait_for(browser, "/service/")

        for language in ("ar", "en"):
            browser.add_cookie({"name": "language", "value": language})
            for path in ("", "invitations/", "people/", "people/1/", "partners/", "log/"):
                browser.get(f"{address}/account/{path}")
                browser.save_screenshot(str(tmp_path / f"{language}-{path.strip('/').replace('/', '-') or 'own'}.png"))
                assert not is_wider(browser), f"{language} {path}"

        browser.get(f"{address}/account/passkeys/add/")
        click(browser, "main .button.primary")
        wait_for(browser, "/account/again/code/")
        browser.find_element("id", "id_code").send_keys(find(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", last_mail(home, 3)))
        click(browser, "main .button.primary")
        wait_for(browser, "/passkeys/add/")
        name = browser.find_element("id", "id_name")
        name.clear()
        name.send_keys("My telephone")
        click(browser, "#mfa_webauthn_add")
        wait_for(browser, "/account/recovery/")
        assert len(browser.find_elements("css selector", "main code")) == 10
        browser.save_screenshot(str(tmp_path / "en-recovery.png"))
        browser.get(f"{address}/account/recovery/")
        assert not browser.find_elements("css selector", "main code"), "they are shown once"
        assert "passkey was added" in last_mail(home, 4)

        browser.get(f"{address}/account/")
        assert "My telephone" in browser.find_element("id", "main").text
        click(browser, "form[action='/account/logout/'] button")
        wait_for(browser, "/account/login/")
        browser.save_screenshot(str(tmp_path / "en-login.png"))
        click(browser, "#passkey_login")
        wait_for(browser, "/service/")
        said = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
        assert not said, said
    finally:
        browser.remove_virtual_authenticator()
