"""SNS, SQS: a batch asks for a permission of its own name (`sns:PublishBatch`, `sqs:SendMessageBatch`), which no policy on AWS can give.

On AWS batches take the permission of the single call.
https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
"""
from ministack.core import iam_actions

from patch import wrap

SINGLE = {
    "sns:PublishBatch": "sns:Publish",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}


def of_one(original):
    def extract(service, method, path, headers, body, query_params):
        action = original(service, method, path, headers, body, query_params)
        return SINGLE.get(action, action)

    return extract


wrap(iam_actions, "extract_iam_action", "service, method, path, headers, body, query_params", of_one)
