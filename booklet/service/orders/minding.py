"""The process that takes the steps of orders: its own, since a provider may let us wait for minutes."""

import sys
from time import sleep

from django.db import DatabaseError, close_old_connections

from booklet.service.orders.steps import advance_all

BETWEEN = 2.0
"""Seconds between two looks whether a step is due."""


def mind_orders() -> None:
    """Take each step that is due, until this process ends; it is started anew whenever the database went away."""
    try:
        while True:
            close_old_connections()
            if not advance_all():
                sleep(BETWEEN)
    except DatabaseError as error:
        sys.exit(f"orders: {type(error).__name__}: the database is not reached; it is tried again")
