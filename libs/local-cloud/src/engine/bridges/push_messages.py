"""SNS: what is published to a device's endpoint is dropped, and a disabled endpoint takes it too.

Kept here for the mailbox as text messages are, at GET /_ministack/sns/push-messages, over restarts too; refused as AWS does it.
https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
"""
import copy
import json
import time

from ministack import app
from ministack.core.responses import AccountRegionScopedDict, new_uuid
from ministack.services import sns

from patch import edit, wrap

PATH = "/_ministack/sns/push-messages"
STORE = "push_messages"

_push_messages = AccountRegionScopedDict()  # endpoint ARN -> list


def refusal(endpoint: dict | None, message: str, structure: str) -> tuple | None:
    """AWS's answer to a push that it does not take."""
    if endpoint is None:
        return sns._error("InvalidParameter", "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified", 400)
    if is_off(sns._platform_applications.get(endpoint["application_arn"])):
        return sns._error("PlatformApplicationDisabled", "Platform application is disabled", 400)
    if is_off(endpoint):
        return sns._error("EndpointDisabled", "Endpoint is disabled", 400)
    if structure == "json" and (reason := malformed(message, endpoint["application_arn"].split("/")[1])):
        return sns._error("InvalidParameter", f"Invalid parameter: Message Structure - {reason}", 400)
    return None


def is_off(thing: dict | None) -> bool:
    return (thing or {"attributes": {}})["attributes"].get("Enabled", "true").lower() == "false"


def malformed(message: str, platform: str) -> str | None:
    """What is wrong with a message that has a text for each platform."""
    try:
        texts = json.loads(message)
    except ValueError:
        texts = None
    if not isinstance(texts, dict):
        return "JSON message body failed to parse"
    text = texts.get(platform, texts.get("default"))
    if text is None:
        return "No default entry in JSON message body"
    return None if isinstance(text, str) else "JSON message body failed to parse"


def push(target: str, message: str, params: dict) -> tuple:
    """Keeps the message, and answers Publish. Called by the engine."""
    structure = sns._p(params, "MessageStructure")
    endpoint = sns._platform_endpoints.get(target)
    if refused := refusal(endpoint, message, structure):
        return refused
    message_id = new_uuid()
    _push_messages.setdefault(target, []).append({
        "MessageId": message_id,
        "TargetArn": target,
        "Token": endpoint["attributes"].get("Token"),
        "Message": message,
        "MessageStructure": structure or None,
        "MessageAttributes": sns._parse_message_attributes(params),
        "Subject": sns._p(params, "Subject") or None,
        "Timestamp": time.time(),
    })
    return sns._xml(200, "PublishResponse", f"<PublishResult><MessageId>{message_id}</MessageId></PublishResult>")


def served(original):
    """Gives them by endpoint."""

    async def handle(method, path, headers, query_params):
        if path != PATH or method != "GET":
            return await original(method, path, headers, query_params)
        by_endpoint = {key[-1]: messages for key, messages in _push_messages.to_dict().items()}
        return 200, {"Content-Type": "application/json"}, json.dumps({STORE: by_endpoint}).encode()

    return handle


def with_pushes(original):
    """Adds them to what is saved."""
    return lambda: {**original(), STORE: copy.deepcopy(_push_messages)}


def restoring_pushes(original):
    """Takes them back."""

    def load_persisted_state(data):
        original(data)
        _push_messages.update((data or {}).get(STORE, {}))

    return load_persisted_state


def with_reset(original):
    def reset():
        original()
        _push_messages.clear()

    return reset


assert STORE not in sns.get_state(), "ministack.services.sns keeps pushes by itself"
sns.push = push
edit(sns, "_publish", (
    "        if topic_arn in _platform_endpoints:\n",
    '        if ":endpoint/" in topic_arn:\n            return push(topic_arn, message, params)\n        if topic_arn in _platform_endpoints:\n',
))
wrap(sns, "get_state", "", with_pushes)
wrap(sns, "load_persisted_state", "data", restoring_pushes)
wrap(sns, "reset", "", with_reset)
wrap(app, "_handle_sns_sms_messages_request", "method, path, headers, query_params", served)
