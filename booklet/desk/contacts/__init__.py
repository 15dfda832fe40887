"""The screen "Contacts"."""
