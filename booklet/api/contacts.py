"""The contacts of a project: read, changed in its files, and confirmed by persons."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.api import clock
from booklet.api.asking import Names, names_of
from booklet.errors import Finding, SourceError, Where, did_you_mean
from booklet.facts.gate import CallState, contact_state
from booklet.facts.insert import ContactFact
from booklet.project.confirm import find_own_folder, project_file
from booklet.project.edit import (
    Fields,
    Value,
    add_contact,
    edit_contact,
    edit_country,
    order_contacts,
    read_fields,
    take_back_call,
    withdraw_contact,
)
from booklet.sources.load import Sources
from booklet.sources.refresh import Stamps, list_changed, refresh_sources, stamp_files
from booklet.words.statements import Statement

if TYPE_CHECKING:
    from booklet.api.contactbook import ContactBook
    from booklet.api.listing import Ending


class Contacts:
    """What a project knows of where to get help; `Project` has all of it."""

    def __init__(self, sources: Sources, stamps: Stamps) -> None:
        self._read = sources
        self._stamps = stamps
        self._is_stale = False

    @property
    def sources(self) -> Sources:
        """The values behind it, for the commands; their form may change."""
        if self._is_stale:
            self.refresh()
        return self._read

    @property
    def path(self) -> Path | None:
        """The folder of the project, None if there is only what is shipped."""
        return self._read.folders.project

    def contacts(self, country: str) -> tuple[ContactFact, ...]:
        """Return the contacts of a country, each with the file and the line where it stands.

        Raises `SourceError` with all faults of the file.
        """
        return self.sources.insert(country).contacts

    def contact_state(self, contact: ContactFact, day: date | None = None) -> CallState:
        """Return what the last call to a contact is worth on a day: `confirmed`, `expired`, `unconfirmed` ..."""
        return contact_state(contact, clock.days_of(day).made)

    def contact_fields(self, country: str, contact: str) -> Fields:
        """Return a contact key by key, as the project's file has it, without remarks, to be changed and written.

        The file is read anew, and may be half filled in. Raises `SourceError` if the project has no file of the
        country, or the file no such contact.
        """
        found = {str(fields.get("id")): fields for fields in read_fields(self._country_path(country))}
        if contact not in found:
            where, hint = Where(self._country_path(country).name), did_you_mean(contact, found)
            raise SourceError(Finding("unknown-contact", where, f'there is no contact "{contact}"', hint))
        return found[contact]

    def edit_contact(
        self, country: str, contact: str, changes: Mapping[str, Value | None], *, seen: Fields | None = None
    ) -> None:
        """Change keys of a contact in the project's country file; every other letter of the file stays.

        Keys and values are those of the file; None removes a key. `seen` is the contact as it was read
        (`contact_fields`): if the file has changed since, nothing is written. This confirms nothing: once anything
        changes that a caller has heard, the call no longer holds, and whatever prints the contact is a PROOF.

        Raises `SourceError` if the project has no file of the country or no such contact, if it was edited meanwhile,
        for the keys `id` and `checked`, and with the faults that the changes would cause (`FieldError`, which tells the
        field of each); `OutputError` if the file cannot be written, or is written in a way in which more would change.
        Then nothing is written.
        """
        edit_contact(self._country_path(country), contact, changes, seen)
        self.read_again()

    def add_contact(self, country: str, fields: Fields) -> None:
        """Add a contact after the others in the project's country file; raises as `edit_contact` does."""
        add_contact(self._country_path(country), fields)
        self.read_again()

    def withdraw_contact(
        self, country: str, contact: str, *, on: date | None = None, why: str = "", seen: Fields | None = None
    ) -> None:
        """Take a contact out of use from a day on, today if it is left out; it stays in the file and prints no more.

        The reason joins its note. No program brings it back. Raises as `edit_contact` does, also for the contact that
        stands on every page: another one is chosen first (`edit_country` with `lead`).
        """
        withdraw_contact(self._country_path(country), contact, on or clock.today(), why, seen)
        self.read_again()

    def order_contacts(self, country: str, ids: Sequence[str], *, seen: Sequence[str] | None = None) -> None:
        """Put the contacts of the project's country file in another order; remarks stay with their contact.

        `ids` names every contact of the file once, `seen` the order in which they stood: if it is another one now,
        nothing is written. Of a kind the first contacts print first. Raises `SourceError` for other ids, `OutputError`
        if the file cannot be written, or is written in a way in which they cannot be moved.
        """
        order_contacts(self._country_path(country), ids, seen)
        self.read_again()

    def edit_country(self, country: str, changes: Mapping[str, Value | None], *, seen: Fields | None = None) -> None:
        """Change keys above the contacts: name, locales, lead, law-may-punish, names; raises as `edit_contact` does.

        `seen` is what all these keys said when they were read (`ContactBook.fields`).
        """
        edit_country(self._country_path(country), changes, seen)
        self.read_again()

    def contact_book(self, country: str, day: date | None = None) -> "ContactBook":
        """Return the project's country file for a form: contacts with states, places and faults, half filled or not.

        The file is read anew. Raises `SourceError` if the project has no file of the country, or it is no YAML.
        """
        from booklet.api.contactbook import read_book

        return read_book(self._country_path(country), country, self.sources, clock.days_of(day).made)

    def calls_ending(self, country: str, last: date, day: date | None = None) -> "tuple[Ending, ...]":
        """Return the printed contacts of a country whose call counts no more on the last day, the first to end first.

        Raises `SourceError` with all faults of the country's file.
        """
        from booklet.api.listing import list_ending

        return tuple(list_ending(last, self.sources, clock.days_of(day).made, (country,)))

    def directory_page(self, country: str, locale: str, band: str, layout: str = "booklet-a5") -> int:
        """Return the page of a booklet, counted from 1, that lists the contacts of a country, 0 if it has none.

        Raises `SourceError` with all faults of the layout or of the country's file.
        """
        from booklet.api.contactbook import find_directory_page

        return find_directory_page(layout, country, locale, band, self.sources)

    def to_call(self, country: str, day: date | None = None) -> tuple[ContactFact, ...]:
        """Return the contacts for a person to call: all that are printed and not confirmed for another month.

        Raises `SourceError` if this is not a partner's project, or with all faults of its files.
        """
        from booklet.api.confirming import list_calls

        find_own_folder(self.path, country)
        return list_calls(self.sources, country, clock.days_of(day).made)

    def record_call(
        self,
        contact: ContactFact,
        *,
        by: str,
        on: date | None = None,
        free: str = "",
        hours: Mapping[str, str] | None = None,
        is_gone: bool = False,
    ) -> None:
        """Write that a person called a contact and heard exactly what its file says, as `confirm` does.

        `by` is the name of the person who called, `on` the day of the call, today if it is left out. `free` (yes, no,
        unknown) and `hours` are what they were told besides; `is_gone` says that the place is out of use for good. Only
        the person who called may do this: no program can tell who answers a phone, and what it writes here goes to
        children. Raises `SourceError` if the name cannot be a person's, the day lies ahead or before the newest source,
        or the contact was edited since it was read; `OutputError` if the file cannot be written. Then nothing is
        written.
        """
        from booklet.api.confirming import record_call

        real = clock.today()
        folder = find_own_folder(self.path, contact.country)
        record_call(folder, contact, by=by, on=on or real, real=real, free=free, hours=hours, is_gone=is_gone)
        self.read_again()

    def take_back_call(self, contact: ContactFact) -> None:
        """Take the call to a contact out of its file: somebody found that what it says is wrong.

        Whatever prints the contact is a PROOF until a person has called again. Raises `SourceError` if the contact was
        edited since it was read, `OutputError` if the file cannot be written. Then nothing is written.
        """
        take_back_call(self._country_path(contact.country), contact.id, contact.heard)
        self.read_again()

    def to_look_at(self, country: str, product: Names = (), run: Path | None = None) -> tuple[Statement, ...]:
        """Return what a person has to look at: own words and pictures, also those in named products of packages.

        With the `run` file of a campaign, also the lines of its tables that show a number or an address. Raises
        `SourceError` if this is not a partner's project, or with all faults of its files.
        """
        from booklet.api.confirming import list_to_look_at, read_run

        find_own_folder(self.path, country)
        campaign = read_run(run) if run else None
        return list_to_look_at(self.sources, country, clock.today(), campaign, names_of(product))

    def confirm(self, statement: Statement, answer: str, *, by: str, on: date | None = None) -> None:
        """Write a named person's answer about own words or a picture, as `confirm` does.

        `answer` is one of the answers of the statement: tried, nothing, agrees. Raises `SourceError` if the name cannot
        be a person's, the day lies ahead, or there is no such answer.
        """
        from booklet.api.confirming import confirm_statements, refuse_days

        real = clock.today()
        refuse_days((), on or real, real)
        confirm_statements(
            find_own_folder(self.path, "XX"), [statement], answer, by=" ".join(str.split(by)), on=on or real
        )
        self.read_again()

    def _country_path(self, country: str) -> Path:
        return project_file(find_own_folder(self.path, country), country)

    def read_again(self) -> None:
        """Let what was written be seen when somebody asks next, which then raises as `refresh` does."""
        self._is_stale = True

    def refresh(self) -> bool:
        """Read again what changed in the folder since it was read, and tell whether anything did.

        Only what a changed file has a part in is read and placed again, so that a picture of the page is there at once.
        Values that were returned before stay as they were. Raises `SourceError` with all faults as `open_project` does,
        again each time until they are mended.
        """
        self._is_stale = True
        now = stamp_files(self.path)
        changed = list_changed(self._stamps, now)
        if changed:
            self._read, self._stamps = refresh_sources(self._read, changed), now
        self._is_stale = False
        return bool(changed)
