"""What can go wrong with a provider, told in one way: which provider, what happened, what to do.

Nothing that a provider sent is repeated but names of fields and what it says of files: its answers hold addresses
of people. No key, no address of a file and no answer stands in an error, nor in what it came from.
"""

from booklet.errors import BookletError, ExitCode, Finding, Where

STATES_PAGE = "look at the order on the provider's own page"


class PodError(BookletError):
    """A provider did not do what was asked. If it `is_unsure`, nobody knows whether it was done.

    `status` is that of its answer (RFC 9110, 15) where it refused.
    """

    exit_code = ExitCode.OUTPUT

    def __init__(self, *findings: Finding, is_unsure: bool = False, status: int = 0) -> None:
        super().__init__(*findings)
        self.is_unsure = is_unsure
        self.status = status

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of what was found."""
        return tuple(finding.code for finding in self.findings)


def report_unreachable(provider: str, what: str) -> PodError:
    """Return that a provider cannot be reached; nothing was asked of it."""
    hint = "see whether this computer has a network and the provider works, then ask again"
    return PodError(Finding("pod-unreachable", Where(provider), f"cannot be reached ({what})", hint))


def report_broken(provider: str, status: int) -> PodError:
    """Return that a provider has a fault of its own."""
    hint = "nothing to mend here: ask again in some minutes"
    return PodError(Finding("pod-broken", Where(provider), f"answered with a fault of its own ({status})", hint))


def report_busy(provider: str) -> PodError:
    """Return that a provider was asked too often."""
    return PodError(Finding("pod-busy", Where(provider), "was asked too often", "ask again in some minutes"))


def report_unsure(provider: str, what: str) -> PodError:
    """Return that nobody knows whether a provider took what it was sent."""
    hint = "ask for the same again in some minutes: what it took is found by its reference and not done twice"
    return PodError(
        Finding("pod-unsure", Where(provider), f"nobody knows whether it was taken ({what})", hint), is_unsure=True
    )


def report_signed_out(provider: str, status: int) -> PodError:
    """Return that a provider does not know our keys, or does not let them do this."""
    hint = "compare the keys in the environment with those on the provider's own page"
    return PodError(Finding("pod-signed-out", Where(provider), f"does not take our keys ({status})", hint))


def report_missing(provider: str) -> PodError:
    """Return that a provider does not have what was asked for."""
    hint = "see whether the number is right, and whether keys and order are both of the sandbox or both real"
    return PodError(Finding("pod-not-found", Where(provider), "does not have what was asked for", hint))


def report_refused(provider: str, status: int, fields: tuple[str, ...]) -> PodError:
    """Return that a provider does not take what it was sent, with the fields it names."""
    which = f": {', '.join(fields)}" if fields else ""
    message = f"does not take what it was sent ({status}){which}"
    hint = "correct what it names; the provider's own page says what it takes"
    return PodError(Finding("pod-refused", Where(provider), message, hint), status=status)


def report_wrong_answer(provider: str, what: str) -> PodError:
    """Return that an answer is not what the provider's description says."""
    hint = "the provider has changed, or something stands between: tell whoever keeps this program"
    return PodError(Finding("pod-wrong-answer", Where(provider), f"answered what cannot be read: {what}", hint))


def report_redirect(provider: str) -> PodError:
    """Return that a provider sends us elsewhere, where our keys do not go."""
    hint = "compare the address in the environment with the provider's own page"
    return PodError(Finding("pod-redirect", Where(provider), "sends us to another address", hint))


def report_unknown_state(provider: str, said: str) -> PodError:
    """Return that a provider has a word for how far an order is that we do not know."""
    shown = said[:40] if said.replace("_", "").isalnum() and said.isascii() else "a word we cannot show"
    message = f'says that an order is "{shown}", which we do not know'
    hint = f"{STATES_PAGE}, and tell whoever keeps this program"
    return PodError(Finding("pod-unknown-state", Where(provider), message, hint))


def report_two_orders(provider: str, reference: str, ids: tuple[str, ...]) -> PodError:
    """Return that more than one order has a reference."""
    message = f"has {len(ids)} orders for {reference}: {', '.join(ids)}"
    hint = "place it again in some minutes, which cancels all but the first while it can; else cancel them on its page"
    return PodError(Finding("pod-two-orders", Where(provider), message, hint), is_unsure=True)


def report_other_order(provider: str, reference: str) -> PodError:
    """Return that a reference stands for an order of other things."""
    hint = "take a new reference; two who share an account at a provider must not take the same"
    return PodError(Finding("pod-other-order", Where(provider), f"has other things ordered as {reference}", hint))


def report_not_cancelled(provider: str, said: str) -> PodError:
    """Return that it is too late to cancel an order."""
    hint = "write to the provider's support: it may still be able to stop it"
    return PodError(Finding("pod-not-cancelled", Where(provider), f"does not cancel an order that is {said}", hint))


def report_no_price(provider: str, what: str) -> PodError:
    """Return that a provider has no price for what is asked."""
    hint = "choose another way of shipping, or another provider for this country"
    return PodError(Finding("pod-no-price", Where(provider), f"has no price: {what}", hint))


def report_cannot(provider: str, what: str) -> PodError:
    """Return that a provider does not do something at all."""
    return PodError(Finding("pod-cannot", Where(provider), f"does not {what}", "ask the provider itself"))


def report_still_checking(provider: str) -> PodError:
    """Return that a provider has not finished looking at files in the time it was given."""
    hint = "ask again in some minutes; do not order before it has finished"
    return PodError(Finding("pod-still-checking", Where(provider), "is still looking at the files", hint))


def report_wrong_signature(provider: str) -> PodError:
    """Return that an event is not signed with our secret."""
    hint = "answer 401 and change nothing; compare the secret with the provider's page if it comes again"
    return PodError(Finding("pod-wrong-signature", Where(provider), "an event is not signed by it", hint))


def report_old_event(provider: str) -> PodError:
    """Return that an event is too old, or from a time that has not come."""
    hint = "change nothing, and ask the provider how far the order is"
    return PodError(Finding("pod-old-event", Where(provider), "an event is not of these days", hint))


def report_wrong_event(provider: str, what: str) -> PodError:
    """Return that an event is signed and cannot be read."""
    hint = "change nothing, and ask the provider how far the order is"
    return PodError(Finding("pod-wrong-event", Where(provider), f"an event cannot be read: {what}", hint))


def report_not_handed_over(provider: str) -> PodError:
    """Return that a mail was not handed over, or that nobody knows whether it was."""
    hint = "see whether the mail server works, then ask for the same again: a mail that comes twice has the same number"
    return PodError(Finding("pod-not-sent", Where(provider), "a mail could not be sent", hint), is_unsure=True)
