"""What tests of the service share: a home with editions, people, shelves, a database server, a browser."""

from browsers import browser
from desks import client, desk, made_once, nowhere, partner
from postgres import any_service, on_postgres, postgres_server, template
from services import home_once, mailoutbox, service
from shelves import shelf, shelf_once

__all__ = [
    "any_service",
    "browser",
    "client",
    "desk",
    "home_once",
    "made_once",
    "mailoutbox",
    "nowhere",
    "on_postgres",
    "partner",
    "postgres_server",
    "service",
    "shelf",
    "shelf_once",
    "template",
]
