"""State is saved at a graceful stop alone: kill -9, a crash or a power cut loses everything since the start.

Saved every SAVE_SECONDS (default 5) while it runs, less often where there is so much that saving would take more than a twentieth of the time:
each save is of everything, and others wait for it. The engine writes each service's file beside the old one and renames it,
so that a kill in between leaves the last whole one. One lock keeps this and the save at the stop from writing one file at once.
"""
import os
import threading
import time

from ministack import app
from ministack.core import persistence

lock = threading.Lock()
original = persistence.save_all
assert app.save_all is original, "ministack.app does not save by persistence.save_all any more"
PAUSE = float(os.environ.pop("SAVE_SECONDS", "5"))
TIMES_AS_LONG = 20


def save_all(services: dict) -> None:
    """The engine's own, one at a time."""
    with lock:
        original(services)


def keep_saving() -> None:
    """Runs for as long as the engine does."""
    pause = PAUSE
    while True:
        time.sleep(pause)
        began = time.monotonic()
        save_all(app._build_persistence_save_dict())
        pause = max(PAUSE, TIMES_AS_LONG * (time.monotonic() - began))


app.save_all = save_all
if persistence.PERSIST_STATE:
    threading.Thread(target=keep_saving, daemon=True, name="state-saving").start()
