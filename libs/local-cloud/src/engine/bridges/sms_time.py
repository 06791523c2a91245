"""SNS: a text message that was sent has no time, by which the mailbox sorts."""
from ministack.services import sns

from patch import edit

SENT = '            "PhoneNumber": phone_number,\n'

edit(sns, "_publish", (SENT, SENT + '            "Timestamp": time.time(),\n'))
