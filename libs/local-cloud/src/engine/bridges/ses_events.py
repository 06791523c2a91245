"""SES v2: what a configuration set is to tell of its mails is never told.

Here it publishes Send, and then Delivery, or what AWS's mailbox simulator is asked for (bounce@simulator.amazonses.com …), to the set's SNS topics, if the
topic's policy lets it. It does so beside the answer to SendEmail, so that an event may be there before the sender knows of the mail.
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""
import json
import logging
from datetime import datetime, timezone
from email import message_from_string
from email.utils import parseaddr

from ministack.core.concurrency import spawn_background
from ministack.core.iam_evaluator import request_caller_arn
from ministack.core.responses import get_account_id
from ministack.services import ses, ses_v2, sns

from patch import wrap
from permissions import service_may
from ses_mail_record import SEND, record_of

logger = logging.getLogger("bridges")
SUBJECT = "Amazon SES Email Event Notification"


def iso(seconds: float) -> str:
    """AWS's form of a time: milliseconds, UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def mail_of(record: dict, caller: str) -> dict:
    """The mail object that each event has."""
    name, _ = ses._notification_identity(record["Source"])
    domain = parseaddr(record["Source"])[1].rpartition("@")[2]
    own = {tag["Name"]: [tag["Value"]] for tag in record.get("EmailTags", [])}
    common = {"from": [record["Source"]], "to": record["To"], "cc": record["CC"], "messageId": record["MessageId"], "subject": record["Subject"]}
    return {
        "timestamp": iso(record["Timestamp"]),
        "source": record["Source"],
        "sourceArn": ses_v2._resource_arn("identity", name),
        "sendingAccountId": get_account_id(),
        "messageId": record["MessageId"],
        "destination": recipients_of(record),
        "headersTruncated": False,
        "headers": [{"name": name, "value": value} for name, value in message_from_string(record["RawMessage"]).items()],
        "commonHeaders": {name: value for name, value in common.items() if value},
        "tags": {
            "ses:configuration-set": [record["ConfigurationSetName"]],
            "ses:source-ip": ["127.0.0.1"],
            "ses:from-domain": [domain],
            "ses:caller-identity": [caller],
            **own,
        },
    }


def recipients_of(record: dict) -> list[str]:
    return [*record["To"], *record["CC"], *record["BCC"]]


def outcomes_of(record: dict):
    """What becomes of the mail: Send, and then something for each recipient."""
    yield "Send", {"send": {}}
    for address in (parseaddr(recipient)[1] for recipient in recipients_of(record)):
        local, _, domain = address.lower().partition("@")
        simulated = ses._SIMULATOR_OUTCOMES.get(local.split("+")[0]) if domain == ses._SIMULATOR_DOMAIN else None
        for kind, subtype in simulated or (("Delivery", None),):
            yield kind, ses._notification_detail(kind, address, iso(datetime.now().timestamp()), subtype)


def destinations_of(set_name: str, kind: str) -> list[str]:
    """The topics that are to know of this kind of event."""
    destinations = (ses_v2._config_sets.get(set_name) or {}).get("EventDestinations") or {}
    return [
        one["SnsDestination"]["TopicArn"] for one in destinations.values()
        if one.get("Enabled") and kind.upper() in one.get("MatchingEventTypes", []) and one.get("SnsDestination")
    ]


def tell(record: dict, caller: str) -> None:
    """Publishes all that becomes of a mail, in its order."""
    name = record["ConfigurationSetName"]
    set_arn, mail = ses_v2._resource_arn("configuration-set", name), mail_of(record, caller)
    for kind, detail in outcomes_of(record):
        for topic_arn in destinations_of(name, kind):
            topic = sns._topics.get(topic_arn)
            policy = topic["attributes"].get("Policy") if topic else None
            if service_may("ses.amazonaws.com", "sns:Publish", topic_arn, policy, set_arn):
                sns.publish_internal(topic_arn, json.dumps({"eventType": kind, "mail": mail, **detail}), SUBJECT)
            else:
                logger.warning("%s is not told: the policy of %s does not let ses.amazonaws.com publish for it", set_arn, topic_arn)


def telling(original):
    """Tells of each mail that was taken with a configuration set."""

    async def handle_request(method, path, headers, body, query_params):
        answer = await original(method, path, headers, body, query_params)
        if method == "POST" and path.rstrip("/") == SEND and answer[0] == 200:
            record = record_of(answer)
            caller = request_caller_arn(headers, query_params).split(":", 5)[-1].split("/")
            if "ConfigurationSetName" in record:
                spawn_background(tell, record, caller[min(1, len(caller) - 1)], thread_name="ses-events")
        return answer

    return handle_request


wrap(ses_v2, "handle_request", "method, path, headers, body, query_params", telling)
