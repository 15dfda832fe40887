"""The work of a service: asked for by processes that answer, made by workers, woken by a queue that lasts.

What is to be made stands in the database, in the row of the work, and nowhere else. The queue carries only the names of
editions in which something waits: a message that is lost is sent again (`periodic`), a message that comes twice finds
nothing to do, since whoever makes something holds a file of the edition's folder.
"""
