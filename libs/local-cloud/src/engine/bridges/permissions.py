"""What two bridges ask of the engine's own policy evaluation, on behalf of services that it lets through unasked."""
from ministack.core.iam_evaluator import EvalContext, _gather_role_policies, evaluate, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region


def service_may(service: str, action: str, resource_arn: str, policy: dict | str | None, source_arn: str) -> bool:
    """Whether a resource's own policy lets an AWS service act on it for `source_arn`."""
    account = get_account_id()
    context = EvalContext(
        principal_arn=service, principal_type="Service", principal_account=account, action=action,
        resource_arn=resource_arn, region=get_region(),
        service_context={"aws:sourcearn": source_arn, "aws:sourceaccount": account},
    )
    return evaluate_resource_policy(policy, context, service=service).decision == "Allow"


def role_may(role_arn: str, action: str, resource_arn: str) -> bool:
    """Whether a role's policies allow it an action."""
    account = get_account_id()
    role = role_arn.rsplit("/", 1)[-1]
    context = EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{role}/mapping", principal_type="AssumedRole",
        principal_account=account, action=action, resource_arn=resource_arn, region=get_region(),
    )
    return evaluate(context, _gather_role_policies(role, account)).decision == "Allow"
