"""Starts the pinned engine with its gaps mended: one module a gap, each asserts what it replaces.

Runs until SIGTERM, or until its standard input ends: the process that started it holds the other end, so that
an engine never outlives it, not even after kill -9. BRIDGES names the bridges to load: all of them when unset.
"""
import os
import signal
import sys
import threading
from importlib import import_module
from importlib.metadata import version

PINNED = "1.5.33"
BRIDGES = [
    "cognito_email_verified",  # before the triggers, which see the attribute
    "cognito_triggers",
    "cognito_refresh_groups",
    "lambda_error_names",
    "http_cors_keys",
    "http_function_errors",
    "placeholders",
    "streams_after_restart",
    "state_saving",
]


def stop_with_parent() -> None:
    """Raises SIGTERM in this process when the pipe on standard input ends."""
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Loads the bridges and serves."""
    found = version("ministack")
    if found != PINNED:
        sys.exit(f"the bridges are written for ministack {PINNED}, this is {found}: read each of them again")
    chosen = os.environ.pop("BRIDGES", ",".join(BRIDGES))
    for name in filter(None, chosen.split(",")):
        import_module(name)
    from ministack import app

    threading.Thread(target=stop_with_parent, daemon=True).start()
    app.main()


if __name__ == "__main__":
    main()
