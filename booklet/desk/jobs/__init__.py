"""Long work in a process of its own: one at a time, with a state that outlives the server, to be stopped and gone on.

`kinds.py` lists what there is; `child.py` is what runs in the process, and knows nothing of Django.
"""
