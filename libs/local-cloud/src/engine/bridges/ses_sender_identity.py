"""SES: the permission to send a mail is looked for on every resource, so that a role that names its identity may send nothing.

On AWS the resource is the identity of the sender: the address, or else its domain.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
"""
from email.utils import parseaddr

from ministack.core import iam_actions
from ministack.services import ses

from patch import wrap

SEND = "/v2/email/outbound-emails"


def naming_the_sender(original):
    """Names the identity where the engine names nothing."""

    def resource(method, path, body, region, account_id):
        if method != "POST" or path.rstrip("/") != SEND:
            return original(method, path, body, region, account_id)
        address = parseaddr(iam_actions._safe_json_field(body, "FromEmailAddress"))[1]
        identity = address if address in ses._identities else address.rpartition("@")[2]
        return f"arn:aws:ses:{region}:{account_id}:identity/{identity}"

    return resource


wrap(iam_actions, "_ses_v2_resource_arn", "method, path, body, region, account_id", naming_the_sender)
