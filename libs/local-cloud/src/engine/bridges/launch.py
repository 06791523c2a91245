"""Starts the pinned engine with its gaps mended: one module a gap, each asserts what it replaces.

Runs until SIGTERM, or until its standard input ends: the process that started it holds the other end, so that
an engine never outlives it, not even after kill -9. BRIDGES in the environment names the bridges to load, in their order.
"""
import os
import shutil
import signal
import sys
import threading
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

PINNED = "1.5.33"
STATE = Path(os.environ["STATE_DIR"])
orphaned = threading.Event()


def lock_state() -> None:
    """Two engines on one state would overwrite each other's: the second ends here. The lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:
        return  # Windows has none
    lock = os.open(STATE / ".lock", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"another engine uses the state in {STATE}: stop it first")


def sweep() -> None:
    """Removes the temporary folders of engines on this state that were killed."""
    for folder in STATE.glob("tmp-*"):
        if folder != Path(os.environ["TMPDIR"]):
            shutil.rmtree(folder, ignore_errors=True)


def stop_with_parent() -> None:
    """Raises SIGTERM in this process when the pipe on standard input ends."""
    while os.read(0, 4096):  # not sys.stdin: a thread that waits in its lock makes the interpreter abort at its end
        pass
    orphaned.set()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Loads the bridges and serves."""
    found = version("ministack")
    if found != PINNED:
        sys.exit(f"the bridges are written for ministack {PINNED}, this is {found}: read each of them again")
    lock_state()
    sweep()
    for name in filter(None, os.environ.pop("BRIDGES").split(",")):
        import_module(name)
    from ministack import app

    threading.Thread(target=stop_with_parent, daemon=True).start()
    try:
        app.main()
    finally:
        if orphaned.is_set():  # nobody else is left to do it
            kept = os.environ["PERSIST_STATE"] == "1"
            shutil.rmtree(os.environ["TMPDIR"] if kept else STATE, ignore_errors=True)


if __name__ == "__main__":
    main()
