"""Lambda: a mapping from a queue or a stream is made without asking whether the function's role may read it.

AWS refuses to make it, and the deploy fails: without this a forgotten statement is found only there.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html, .../services-ddb.html
"""
from ministack.core.arn import parse_arn
from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

from patch import wrap
from permissions import role_may

NEEDED = {
    "sqs": ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes"),
    "dynamodb": ("GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"),
}


def refusal(function: dict | None, source_arn: str) -> str | None:
    """AWS's message, or None when the role may read the source."""
    service = parse_arn(source_arn).service if source_arn.startswith("arn:") else ""
    role = ((function or {}).get("config") or {}).get("Role", "")
    missing = [action for action in NEEDED.get(service, ()) if not role_may(role, f"{service}:{action}", source_arn)]
    if not missing:
        return None
    if service == "sqs":
        return f"The provided execution role does not have permissions to call {missing[0]} on SQS"
    return (f"Cannot access stream {source_arn}. Please ensure the role can perform the GetRecords, GetShardIterator, "
            "DescribeStream, and ListStreams Actions on your stream in IAM.")


def for_templates(original):
    """Fails the resource, and with it the stack."""

    def create(logical_id, props, stack_name):
        function = provisioners._lambda_function_for_cfn_ref(props.get("FunctionName", ""))[0]
        message = refusal(function, props.get("EventSourceArn", ""))
        if message:
            raise ValueError(message)
        return original(logical_id, props, stack_name)

    return create


def for_calls(original):
    """Answers CreateEventSourceMapping with 400."""

    def create(data):
        function = lambda_svc._get_func_record_for_ref(data.get("FunctionName", ""))[0]
        message = refusal(function, data.get("EventSourceArn", ""))
        return lambda_svc._invalid_parameter_value(message) if message else original(data)

    return create


handlers = provisioners._RESOURCE_HANDLERS["AWS::Lambda::EventSourceMapping"]
assert handlers["create"] is provisioners._lambda_esm_create, "mappings of templates are made elsewhere now"
wrap(provisioners, "_lambda_esm_create", "logical_id, props, stack_name", for_templates)
handlers["create"] = provisioners._lambda_esm_create
wrap(lambda_svc, "_create_esm", "data", for_calls)
