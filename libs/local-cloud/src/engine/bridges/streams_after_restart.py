"""DynamoDB streams stay silent after a restart, and what was not read before it is lost.

The engine saves how far each function has read, but not the records: the saved position then lies beyond the end of an empty stream.
Here the records are saved with their table (24 hours of them, as AWS keeps), and a position beyond the end is the end: after kill -9
the file of the positions may be a few seconds younger than that of the records.
"""
import copy

from ministack.services import dynamodb, lambda_svc

from patch import edit, wrap

STORES = ("_stream_records", "_stream_trimmed")


def with_records(original):
    """Adds the records to what is saved."""

    def get_state():
        return {**original(), **{name: copy.deepcopy(getattr(dynamodb, name)) for name in STORES}}

    return get_state


def restoring_records(original):
    """Takes them back."""

    def load_persisted_state(data):
        original(data)
        for name in STORES:
            getattr(dynamodb, name).update((data or {}).get(name, {}))

    return load_persisted_state


wrap(dynamodb, "get_state", "", with_records)
wrap(dynamodb, "load_persisted_state", "data", restoring_records)
edit(lambda_svc, "_poll_dynamodb_streams", (
    "pos = max(_dynamodb_stream_positions[esm_id], horizon)",
    "pos = min(max(_dynamodb_stream_positions[esm_id], horizon), end)",
))
