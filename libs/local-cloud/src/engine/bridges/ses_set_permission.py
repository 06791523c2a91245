"""SES: a role may send with any configuration set; the engine asks for the sender's identity alone.

On AWS `ses:SendEmail` is asked for on the set too, which is forgotten easily, and found only there.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
"""
from ministack import app
from ministack.core import iam_actions
from ministack.services import ses_v2

from patch import wrap
from ses_mail_record import SEND


def asking_for_the_set(original):
    """Asks a second time, with the set for the resource."""

    def enforce(method, path, headers, body, query_params, request_id):
        denied = original(method, path, headers, body, query_params, request_id)
        name = iam_actions._safe_json_field(body, "ConfigurationSetName")
        if denied or not name or method != "POST" or path.rstrip("/") != SEND:
            return denied
        arn = ses_v2._resource_arn("configuration-set", name)
        return app._enforce_data_plane("sesv2", "ses:SendEmail", headers, query_params, request_id, resource_arn=arn, named_resource=arn)

    return enforce


wrap(app, "_enforce_ses_v2", "method, path, headers, body, query_params, request_id", asking_for_the_set)
