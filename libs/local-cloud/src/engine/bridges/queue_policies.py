"""EventBridge: events reach a queue whose policy does not let EventBridge send.

On AWS they are lost (FailedInvocations), with nothing to be seen at the deploy. Here they are not delivered either, and the engine's log says why.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
"""
import logging

from ministack.services import eventbridge, sqs

from patch import edit, wrap
from permissions import service_may

logger = logging.getLogger("bridges")


def if_allowed(original):
    """Delivers when the queue's policy allows it for this rule."""

    def dispatch(spec, payload, sqs_parameters=None, rule_arn=""):
        queue = sqs._queue_by_arn(str(spec))
        policy = queue["attributes"].get("Policy") if queue else None
        if queue and not service_may("events.amazonaws.com", "sqs:SendMessage", str(spec), policy, rule_arn):
            logger.warning("%s is not delivered: the policy of %s does not let events.amazonaws.com send for it", rule_arn, spec)
            return
        original(spec, payload, sqs_parameters)

    return dispatch


wrap(eventbridge, "_dispatch_to_sqs", "spec, payload, sqs_parameters", if_allowed)
edit(eventbridge, "_invoke_target", (
    '_dispatch_to_sqs(spec, event_payload, target.get("SqsParameters") or {})',
    '_dispatch_to_sqs(spec, event_payload, target.get("SqsParameters") or {}, rule["Arn"])',
))
