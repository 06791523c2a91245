"""CloudFormation: a template with AWS::Events::Archive is refused as a whole, although EventBridge's archives and replays work by the API.

The resource makes, changes and removes an archive by that API. Ref is its name, Arn its ARN.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-archive.html
"""
import json

from ministack.services import eventbridge
from ministack.services.cloudformation import provisioners

TYPE = "AWS::Events::Archive"
assert TYPE not in provisioners._RESOURCE_HANDLERS, f"the engine knows {TYPE} now"


def call(action, data: dict) -> dict:
    """Calls a handler of the API; its refusal fails the resource."""
    status, _, body = action(data)
    answer = json.loads(body)
    if status != 200:
        raise ValueError(f"{TYPE} {data['ArchiveName']}: {answer.get('message')}")
    return answer


def request_of(name: str, props: dict) -> dict:
    """The template's properties as the API has them."""
    pattern = props.get("EventPattern")
    return {
        "ArchiveName": name,
        "Description": props.get("Description", ""),
        "EventPattern": json.dumps(pattern) if pattern else "",
        "RetentionDays": int(props.get("RetentionDays", 0)),
    }


def create(logical_id: str, props: dict, stack: str) -> tuple[str, dict]:
    """The archive's name and ARN."""
    name = props.get("ArchiveName") or f"{stack}-{logical_id}"
    answer = call(eventbridge._create_archive, {**request_of(name, props), "EventSourceArn": props["SourceArn"]})
    return name, {"Arn": answer["ArchiveArn"]}


def update(name: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
    """Another name or source is another archive; all else is changed in place, and the events stay."""
    if any(old.get(key) != new.get(key) for key in ("ArchiveName", "SourceArn")):
        delete(name, old)
        return create(name, new, stack)
    return name, {"Arn": call(eventbridge._update_archive, request_of(name, new))["ArchiveArn"]}


def delete(name: str, props: dict) -> None:
    """Removes it with its events."""
    if name in eventbridge._archives:
        call(eventbridge._delete_archive, {"ArchiveName": name})


provisioners._RESOURCE_HANDLERS[TYPE] = {"create": create, "update": update, "delete": delete}
