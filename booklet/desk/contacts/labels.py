"""What a country file says in short words, in words that anybody reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet import CallState
from booklet.api.contactbook import (
    DIRECTORY,
    EMERGENCY,
    EVERY_PAGE,
    IN_TEXT,
    Reason,
)

KINDS: dict[str, Promise] = {
    "helpline": _("Helpline for children and young people"),
    "emergency": _("Emergency number"),
    "crisis": _("Help with thoughts of suicide"),
    "hotline": _("Where to report pictures and websites"),
    "removal": _("Takes pictures off the internet"),
    "police": _("Police"),
    "self": _("For people who worry about their own sexual thoughts"),
    "support": _("Other help"),
    "finder": _("Finds help in other countries"),
    "partner": _("Partner (kept, not printed)"),
}

SERVICES: dict[str, Promise] = {
    "": _("one number for all"),
    "police": _("police"),
    "ambulance": _("ambulance"),
    "fire": _("fire"),
}

CHATS: dict[str, Promise] = {
    "whatsapp": _("WhatsApp"),
    "webchat": _("Chat on its website"),
    "email": _("E-mail"),
    "sms": _("Text message"),
    "facebook": _("Facebook"),
}

ANSWERS: dict[str, Promise] = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}

CONFIDENCES: dict[str, Promise] = {
    "high": _("Sure: its own page says so, or two good sources"),
    "medium": _("Quite sure: one good source"),
    "low": _("Not sure: heard, or old. It is kept and not printed"),
}

WHEN: dict[str, Promise] = {
    "yes": _("Day and night, every day"),
    "hours": _("At these hours"),
    "unknown": _("Not known"),
}

DAYS: dict[str, Promise] = {
    "daily": _("Every day"),
    "mon-fri": _("Monday to Friday"),
    "mon-sat": _("Monday to Saturday"),
    "sat,sun": _("Saturday and Sunday"),
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}

FIELDS: dict[str, Promise] = {
    "name": _("name"),
    "kind": _("kind"),
    "numbers": _("numbers"),
    "abroad": _("number from other countries"),
    "web": _("website"),
    "whatsapp": _("number for WhatsApp"),
    "sms": _("text messages"),
    "chat": _("other ways"),
    "hours": _("hours"),
    "free": _("free of charge"),
    "private": _("confidential"),
    "languages": _("languages"),
    "ages": _("ages"),
    "region": _("region"),
    "must-print": _("must print"),
    "sources": _("sources"),
    "confidence": _("how sure you are"),
    "note": _("note"),
    "conflict": _("what does not fit"),
    "withheld": _("why nobody should be sent there"),
    "practice": _("how it works"),
}
"""What each part of a contact is called in a sentence."""

PRACTICE: dict[str, Promise] = {
    "answers": _("Who answers"),
    "anonymous": _("Can one call without a name?"),
    "tells": _("Does it tell others?"),
    "bill": _("Is the call on the bill?"),
    "recorded": _("Are calls recorded?"),
    "deaf": _("For people who cannot hear"),
    "languages": _("Other languages"),
    "abroad": _("Calls from other countries"),
    "ages": _("Ages"),
    "free": _("Cost"),
    "happens": _("What happens when one calls"),
    "hours": _("Hours"),
    "limits": _("Limits"),
    "running": _("Who runs it"),
    "serves": _("Whom it serves"),
    "subjects": _("Subjects"),
    "ways": _("Ways to reach it"),
}

PRACTICE_VALUES: dict[tuple[str, str], Promise] = {
    ("answers", "trained"): _("trained people"),
    ("answers", "volunteers"): _("volunteers"),
    ("answers", "professionals"): _("professionals"),
    ("answers", "state"): _("people of a state office"),
    ("answers", "police"): _("the police"),
    ("anonymous", "yes"): _("yes"),
    ("anonymous", "no"): _("no"),
    ("tells", "passes-on"): _("it has to tell others about some of what it hears"),
    ("bill", "hidden"): _("no, the bill does not show it"),
    ("bill", "shown"): _("yes, the bill shows it"),
    ("recorded", "no"): _("no"),
    ("recorded", "yes"): _("yes"),
    ("deaf", "sign"): _("sign language"),
    ("deaf", "relay"): _("a relay service"),
    ("deaf", "text"): _("text"),
    ("languages", "interpreters"): _("interpreters"),
    ("abroad", "yes"): _("possible"),
    ("abroad", "no"): _("not possible"),
}

STATES: dict[CallState, tuple[str, Promise]] = {
    CallState.ADDRESSES: ("is-open", _("No number to call")),
    CallState.CONFIRMED: ("is-good", _("Confirmed")),
    CallState.EXPIRING: ("is-warn", _("Confirmation ends soon")),
    CallState.EXPIRED: ("is-bad", _("Confirmation has ended")),
    CallState.CHANGED: ("is-bad", _("Changed since the call")),
    CallState.UNCONFIRMED: ("is-warn", _("Nobody has called")),
    CallState.WITHDRAWN: ("is-open", _("Out of use")),
}
"""The look and the words of what the last call to a contact is worth."""

SPOTS: dict[str, Promise] = {
    EVERY_PAGE: _("every page, posters and cards"),
    EMERGENCY: _("help pages and posters"),
    DIRECTORY: _("the list of helplines"),
    IN_TEXT: _("the pages that speak of it"),
}

REASONS: dict[Reason, tuple[Promise, Promise]] = {
    Reason.WITHDRAWN: (_("Out of use"), _("It stays in your list so that nobody adds it again.")),
    Reason.WITHHELD: (_("Held back"), _("You wrote why nobody should be sent there. Take that away to print it.")),
    Reason.UNSURE: (_("Not sure enough"), _("It prints once you are sure, or quite sure, with a source.")),
    Reason.NO_SOURCE: (_("Has no source"), _("Write where you know it from: a web page, a letter, a poster.")),
    Reason.PARTNER: (_("Not printed"), _("Partners are kept and print nowhere.")),
    Reason.SECOND_EMERGENCY: (
        _("Not printed"),
        _("Only the first emergency contact prints. Write this number there, with its service."),
    ),
    Reason.FINDER: (_("Not printed"), _("The list ends with the finder for all the world.")),
    Reason.UNREACHABLE: (_("Cannot be reached"), _("Write a number or a website.")),
    Reason.FOR_ADULTS: (_("For adults"), _("It is for people of 18 and older.")),
    Reason.NOT_SO_YOUNG: (
        _("Not for this age"),
        _("It does not say that it takes children of 10. Write the age if it does."),
    ),
    Reason.NO_ROOM: (
        _("Has no room"),
        _("The list is full. Say that this one must print, drag it up, or take away what helps less."),
    ),
}
"""Why something does not print in a few words, and what to do about it."""

CURES: dict[str, Promise] = {
    "empty-text": _("Write something here."),
    "missing-key": _("Write something here."),
    "wrong-number": _("This is no phone number. Write digits and spaces, exactly as people there dial it."),
    "missing-service": _("Say whom this number reaches: police, ambulance or fire."),
    "wrong-address": _("Write the whole address, with https:// before it."),
    "wrong-hours": _("Write times such as 09:00 and 17:00; the first comes first."),
    "wrong-age": _("Write years, such as 18."),
    "wrong-language": _("This is no language we know."),
    "markup-in-text": _("Write plain words, without < > { }."),
    "too-long": _("This is too long: write it shorter, on one line."),
    "unseen-character": _("There is an invisible character in it. Type it anew instead of copying it."),
    "unknown-kind": _("Choose one."),
    "unknown-confidence": _("Choose one."),
    "unknown-value": _("Choose one."),
    "duplicate-id": _("There is a contact of this short name already."),
    "hours-unchosen": _("You wrote hours: choose “At these hours”, or clear them."),
    "hours-missing": _("Write a day and the times."),
    "hours-whole": _("Write both times, or tick whole day."),
    "weak-lead": _("This contact stands on every page. Choose another one for every page first."),
    "unfit-lead": _("This contact stands on every page, and cannot as it is now. Choose another one for every page."),
    "unknown-lead": _("No contact stands on every page: choose one."),
    "police-first": _("The law may punish a child here, so the police cannot stand on every page."),
    "edited-meanwhile": _("Somebody changed this meanwhile. Look at it again."),
    "unknown-contact": _("This contact is not in your files any more."),
    "reserved-key": _("This cannot be changed here."),
    "no-person": _("Write the name of the person who called."),
    "call-ahead": _("This day lies ahead. Write the day of the call."),
    "call-before-source": _("This day is before the newest source or call. Call now, or mend the date of the source."),
}
"""What to do about a fault at its field, by its code."""
