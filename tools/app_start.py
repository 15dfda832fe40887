"""What the single-file application starts with (tools/app.py): the program, a worker, or a task of `apart`."""

import sys
from multiprocessing import freeze_support

from booklet.__main__ import hush_packages

if __name__ == "__main__":
    hush_packages()  # a worker of it reads no PYTHONWARNINGS
    freeze_support()  # ends here in a worker
    from booklet.apart.run import APART

    if sys.argv[1:2] == [APART]:
        from booklet.apart.child import work

        work(*sys.argv[2:7])
    else:
        from booklet.__main__ import main

        raise SystemExit(main())
