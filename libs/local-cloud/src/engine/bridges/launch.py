"""Starts the pinned engine with its gaps mended: one module a gap, each asserts what it replaces.

Runs until SIGTERM, or until its standard input ends: the process that started it holds the other end, so that
an engine never outlives it, not even after kill -9. BRIDGES in the environment names the bridges to load, in their order.
"""
import os
import signal
import sys
import threading
from importlib import import_module
from importlib.metadata import version

PINNED = "1.5.33"

def lock_state() -> None:
    """Two engines on one state would overwrite each other's: the second ends here. The lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:
        return  # Windows has none
    lock = os.open(os.path.join(os.environ["STATE_DIR"], ".lock"), os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"another engine uses the state in {os.environ['STATE_DIR']}: stop it first")


def stop_with_parent() -> None:
    """Raises SIGTERM in this process when the pipe on standard input ends."""
    while os.read(0, 4096):  # not sys.stdin: a thread that waits in its lock makes the interpreter abort at its end
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Loads the bridges and serves."""
    found = version("ministack")
    if found != PINNED:
        sys.exit(f"the bridges are written for ministack {PINNED}, this is {found}: read each of them again")
    lock_state()
    for name in filter(None, os.environ.pop("BRIDGES").split(",")):
        import_module(name)
    from ministack import app

    threading.Thread(target=stop_with_parent, daemon=True).start()
    app.main()


if __name__ == "__main__":
    main()
