"""HTTP API: a route that sends to a queue with no function between (`IntegrationSubtype: SQS-SendMessage`) answers 502.

The engine looks for a function and keeps neither the subtype nor the role. Here the message is sent with the role's rights, and SQS's own answer
(XML) goes back, with another status where the integration has `overwrite:statuscode`. A parameter that cannot be resolved is 400, as on AWS.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html#SQS-SendMessage
"""
import json
import re
import time

from ministack.core.responses import get_account_id, get_region
from ministack.services import apigateway, iam, sqs
from ministack.services.cloudformation import provisioners

from patch import edit, wrap
from permissions import role_may, service_may

SUBTYPE = "SQS-SendMessage"
REQUIRED = {"QueueUrl", "MessageBody"}
KNOWN = REQUIRED | {
    "DelaySeconds", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId", "MessageSystemAttributes", "Region",
}
AS_JSON = ("MessageAttributes", "MessageSystemAttributes")
ATTRIBUTES = 10  # of a message, at most


class Unresolved(Exception):
    """A parameter's source is not in the request."""


def refusal(props: dict) -> str | None:
    """What AWS refuses when the integration is made."""
    subtype, given = props.get("IntegrationSubtype"), props.get("RequestParameters") or {}
    if subtype != SUBTYPE:
        return f"the local cloud has no integration of subtype {subtype}"
    if props.get("IntegrationType") != "AWS_PROXY" or str(props.get("PayloadFormatVersion")) != "1.0":
        return f"{SUBTYPE} takes IntegrationType AWS_PROXY and PayloadFormatVersion 1.0"
    if not props.get("CredentialsArn"):
        return f"{SUBTYPE} takes a role: CredentialsArn"
    if wrong := sorted(REQUIRED - given.keys()) or sorted(given.keys() - KNOWN):
        return f"{SUBTYPE} misses or does not know the parameter {wrong[0]}"
    for name in AS_JSON:
        if name in given and "$" not in given[name]:
            return f"Invalid source: {given[name]} specified for destination: {name}"
    return None


def kept(original):
    """Keeps what the template says of the service."""

    def properties(props):
        if "IntegrationSubtype" not in props:
            return original(props)
        if message := refusal(props):
            raise ValueError(message)
        return {**original(props), "integrationSubtype": SUBTYPE, "credentialsArn": props["CredentialsArn"]}

    return properties


def resolve(source: str, request: dict) -> str:
    """The value of one mapping: a text of its own, `$request.…`, `$context.…`, or a text with `${…}` in it."""
    if "${" in source:
        return re.sub(r"\$\{([^}]+)\}", lambda match: resolve(f"${match[1]}", request), source)
    if not source.startswith("$"):
        return source
    value = atom(source, request)
    if value is None or value == "":
        raise Unresolved(source)
    return value if isinstance(value, str) else json.dumps(value)


def atom(source: str, request: dict):
    """The engine's own mappings, and the two that it lacks: the body, and what a function that authorizes says of the caller."""
    if source == "$request.body":
        return request["body"].decode("utf-8", "replace")
    if source.startswith("$request.body."):
        try:
            return apigateway._get_claim(json.loads(request["body"]), source.removeprefix("$request.body."))
        except ValueError:
            return None
    mapping = request["mapping"]
    own = mapping["context_vars"]["authorizer.lambda"]
    name = source.removeprefix("$context.authorizer.")
    return own[name] if name != source and name in own else apigateway._resolve_mapping_atom(source, **mapping)


def message_of(integration: dict, request: dict) -> dict:
    """The parameters of SendMessage."""
    message = {}
    for name, source in integration["requestParameters"].items():
        try:
            value = resolve(str(source), request)
            message[name] = json.loads(value) if name in AS_JSON else value
        except (Unresolved, ValueError):
            raise Unresolved(f"Unable to resolve property {name} from source {source}") from None
    return message


def check_attributes(attributes: dict) -> None:
    """What SQS asks of attributes, and the engine does not."""
    if len(attributes) > ATTRIBUTES:
        raise sqs._Err("InvalidParameterValue", f"Number of message attributes [{len(attributes)}] exceeds the allowed maximum [{ATTRIBUTES}].")
    for name, value in attributes.items():
        if value.get("DataType", "").split(".")[0] not in ("String", "Number", "Binary"):
            raise sqs._Err("InvalidParameterValue", f"The type of message (user) attribute '{name}' is invalid.")
        if not value.get("StringValue") and not value.get("BinaryValue"):
            raise sqs._Err("InvalidParameterValue", f"The message attribute '{name}' must contain non-empty message attribute value.")


def may_send(role_arn: str, queue_arn: str, api_arn: str) -> bool:
    """Whether API Gateway may take the role, and the role send."""
    role = iam._roles.get(role_arn.rsplit("/", 1)[-1])
    trust = role["AssumeRolePolicyDocument"] if role else None
    trusted = service_may("apigateway.amazonaws.com", "sts:AssumeRole", role_arn, trust, api_arn)
    return trusted and role_may(role_arn, "sqs:SendMessage", queue_arn)


def send(integration: dict, request: dict, api_arn: str) -> tuple:
    """SQS's answer."""
    try:
        message = message_of(integration, request)
    except Unresolved as error:
        apigateway.logger.warning("%s", error)
        return 400, {"Content-Type": "application/json"}, b'{"message":"BadRequest"}'
    try:
        queue_arn = sqs._get_q(message["QueueUrl"])["attributes"]["QueueArn"]
        if not may_send(integration["credentialsArn"], queue_arn, api_arn):
            return sqs._xml_err_resp("AccessDenied", f"Access to the resource {message['QueueUrl']} is denied.", 403)
        check_attributes(message.get("MessageAttributes") or {})
        return sqs._to_xml("SendMessage", sqs._act_send_message(message, message["QueueUrl"]))
    except sqs._Err as error:
        return sqs._xml_err_resp(error.code, error.message, error.status)


def overwritten(integration: dict, answer: tuple) -> tuple:
    """The answer with the status and headers that the integration gives to answers of its status."""
    status, headers, body = answer
    rules = (integration.get("responseParameters") or {}).get(str(status)) or {}
    for rule in rules.get("ResponseParameters", []):
        action, _, place = rule["Destination"].partition(":")
        if rule["Destination"] == "overwrite:statuscode":
            status = int(rule["Source"])
        elif place.startswith("header.") and action in ("overwrite", "append"):
            headers = {**headers, place.removeprefix("header."): rule["Source"]}
    return status, headers, body


def answer_by_service(integration, api_id, headers, body, query_params, path_params, context_vars, stage_vars) -> tuple:
    """Called by the engine in place of a function, after the route's authorizer."""
    known = {**context_vars, "apiId": api_id, "accountId": get_account_id(), "requestTimeEpoch": str(int(time.time() * 1000))}
    request = {"body": body or b"", "mapping": {
        "request_headers": headers, "request_query": query_params or {}, "path_params": path_params or {},
        "context_vars": known, "stage_vars": stage_vars,
    }}
    api_arn = f"arn:aws:execute-api:{get_region()}:{get_account_id()}:{api_id}/*"
    return overwritten(integration, send(integration, request, api_arn))


handlers = provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Integration"]
assert handlers["create"] is provisioners._apigw_v2_integration_create, "integrations of templates are made elsewhere now"
wrap(provisioners, "_apigw_v2_integration_props", "props", kept)
edit(apigateway, "_update_integration", ('"contentHandlingStrategy"):', '"contentHandlingStrategy", "integrationSubtype", "credentialsArn"):'))
apigateway.answer_by_service = answer_by_service
edit(apigateway, "_handle_execute_in_scope", (
    '    if integration_type == "AWS_PROXY":\n',
    '    if integration.get("integrationSubtype"):\n'
    "        response = answer_by_service(\n"
    "            integration, api_id, request_headers, body, query_params, path_params, context_vars, stage_vars)\n"
    '    elif integration_type == "AWS_PROXY":\n',
))
