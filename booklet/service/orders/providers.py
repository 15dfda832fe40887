"""Whom an order goes to: houses that print on demand, and print shops that get a mail."""

import os

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import salted_hmac

from booklet.pod.keys import NEEDED, SANDBOX, open_provider
from booklet.pod.mail import Letter, MailShop
from booklet.pod.provider import Provider
from booklet.service.orders.models import Shop
from booklet.service.orders.products import layouts_of
from booklet.service.orders.statuses import Letters

SHOP = "shop-"
"""How the name of a print shop begins; what follows is its number with us."""


def provider_of(name: str) -> Provider:
    """Return a provider by its name.

    Raises `PodError` if it is not set up, `Shop.DoesNotExist` if there is no such print shop.
    """
    return open_shop(name) if name.startswith(SHOP) else open_provider(name, os.environ)


def open_shop(name: str) -> MailShop:
    """Return a print shop, a closed one too, since it may have orders; raise `Shop.DoesNotExist` if there is none."""
    number = name.removeprefix(SHOP)
    shop = Shop.objects.get(pk=int(number) if number.isdecimal() else 0)
    secret = salted_hmac("orders.shop", name, algorithm="sha256").hexdigest()
    page = f"{settings.SERVICE.address}/shop/{name}"
    return MailShop(name, shop.email, send=send, page=page, secret=secret, orders=Letters(name))


def list_providers(layout: str, *, is_named: bool) -> list[tuple[str, str]]:
    """Return the names of all who print a layout, with what people call them.

    A house is there if there are keys for it, or a sandbox of ours, which says so in its name. What bears the name of a
    school goes to print shops alone: houses take booklets.
    """
    is_try = bool(os.environ.get(SANDBOX))
    houses = [name for name, keys in NEEDED.items() if is_try or all(os.environ.get(key) for key in keys)]
    sold = () if is_named else [name for name in houses if layout in layouts_of(name)]
    shops = Shop.objects.filter(closed=None).order_by("name")
    return [
        *((name, f"{name.title()} (sandbox)" if is_try else name.title()) for name in sold),
        *((f"{SHOP}{shop.pk}", f"{shop.name} ({shop.country})") for shop in shops),
    ]


def send(letter: Letter) -> None:
    """Send a letter; raise `OSError` if it cannot be handed over."""
    headers = {"Message-ID": letter.message_id}
    if letter.answers:
        headers["In-Reply-To"] = letter.answers
    reply_to = [letter.reply_to] if letter.reply_to else None
    EmailMessage(letter.subject, letter.text, to=[letter.to], reply_to=reply_to, headers=headers).send()
