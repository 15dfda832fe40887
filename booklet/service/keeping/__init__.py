"""Backup and restore: everything of a service in one file, and back into an empty home.

The rows of the database are written as lines of JSON by Django, whichever database it is: so a backup of SQLite goes
into PostgreSQL and back, and no program of a server's own version is needed.
"""
