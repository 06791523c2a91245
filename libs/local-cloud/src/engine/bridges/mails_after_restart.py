"""SES: sent mails are not saved, so that the mailbox is empty after every restart; SNS saves its text messages.

AWS keeps no sent mails at all: this is about the mailbox, which is to hold what the rest of the state speaks of.
"""
import copy

from ministack.services import ses

from patch import wrap

STORE = "_sent_emails"
assert STORE not in ses.get_state(), "ministack.services.ses saves the sent mails by itself"
assert isinstance(getattr(ses, STORE), ses.AccountRegionScopedDict), "sent mails are kept in another way"


def with_mails(original):
    """Adds the mails to what is saved."""

    def get_state():
        return {**original(), STORE: copy.deepcopy(ses._sent_emails)}

    return get_state


def restoring_mails(original):
    """Takes them back."""

    def load_persisted_state(data):
        original(data)
        ses._sent_emails.update((data or {}).get(STORE, {}))

    return load_persisted_state


wrap(ses, "get_state", "", with_mails)
wrap(ses, "load_persisted_state", "data", restoring_mails)
