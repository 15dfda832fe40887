"""The desk: everything that people do with an edition, in a browser, on the files of a partner's folder.

A program of Django's that asks `booklet.api` for all it shows and changes. Its files stand in three places: what prints
in the folder itself, as for the command; who did what in a database in its folder `desk`; nothing anywhere else but a
secret of this machine's user, which opens the door.
"""
