"""What tests of the desk share: a partner's folder at this process's desk, a server, a browser."""

from browsers import browser
from desks import client, desk, made_once, nowhere, own_desk, partner

__all__ = ["browser", "client", "desk", "made_once", "nowhere", "own_desk", "partner"]
