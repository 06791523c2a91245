"""CloudFormation: a secret's Ref is its name, and GenerateSecretString takes all characters whatever it excludes.

On AWS Ref is the ARN, which templates put into policies, and the value is GetRandomPassword's with the options given.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html
"""
import json

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners

from patch import wrap


def name_of(physical_id: str) -> str:
    """The name under which the engine keeps a secret; what is not there keeps its id."""
    return secretsmanager._resolve(physical_id)[0] or physical_id


def generated(original):
    """Has the value made by the service itself."""

    def secret_string(props):
        options = props.get("GenerateSecretString")
        if not options or props.get("SecretString"):
            return original(props)
        status, _, body = secretsmanager._get_random_password(
            {name: value == "true" if value in ("true", "false") else value for name, value in options.items()})
        answer = json.loads(body)
        if status != 200:
            raise ValueError(answer.get("message"))
        template = options.get("SecretStringTemplate")
        if not template:
            return answer["RandomPassword"]
        return json.dumps({**json.loads(template), options["GenerateStringKey"]: answer["RandomPassword"]})

    return secret_string


def named_by_arn(original):
    def create(logical_id, props, stack_name):
        _, attributes = original(logical_id, props, stack_name)
        return attributes["Id"], attributes

    return create


def updated_by_arn(original):
    def update(physical_id, old_props, new_props, stack_name, logical_id=None):
        _, attributes = original(name_of(physical_id), old_props, new_props, stack_name, logical_id)
        return attributes["Id"], attributes

    return update


def deleted_by_arn(original):
    return lambda physical_id, props: original(name_of(physical_id), props)


handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
for action, name, parameters, around in (
    ("create", "_sm_secret_create", "logical_id, props, stack_name", named_by_arn),
    ("update", "_sm_secret_update", "physical_id, old_props, new_props, stack_name, logical_id", updated_by_arn),
    ("delete", "_sm_secret_delete", "physical_id, props", deleted_by_arn),
):
    assert handlers[action] is getattr(provisioners, name), "secrets of templates are made elsewhere now"
    wrap(provisioners, name, parameters, around)
    handlers[action] = getattr(provisioners, name)
wrap(provisioners, "_sm_secret_string", "props", generated)
