"""Accounts: how somebody is invited, signs in by a passkey or a code from a mail, and sees their sessions."""
