"""The tie between `bot run` and its programs: a pipe that it holds open. However it dies, they end too."""

import os
import threading

PARENT = "NETASA_PARENT_FD"
"""Names the reading end of the pipe in a program's environment."""


def end_with_parent() -> None:
    """Watches the pipe, if there is one. A program left behind would keep the port and the work of a dead run."""
    named = os.environ.pop(PARENT, "")
    if not named:
        return

    def watch() -> None:
        os.read(int(named), 1)
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()
