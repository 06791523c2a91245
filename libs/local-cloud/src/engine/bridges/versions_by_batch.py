"""S3: DeleteObjects asks for `s3:DeleteObject` on its first key, though a version is named; on the others it asks for `s3:DeleteObjectVersion`.

On AWS every key that comes with a version takes `s3:DeleteObjectVersion`.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
"""
from ministack.core import iam_actions

from patch import wrap


def of_the_first(original):
    def extract(service, method, path, headers, body, query_params):
        action = original(service, method, path, headers, body, query_params)
        if service != "s3" or method != "POST" or "delete" not in query_params or action != "s3:DeleteObject":
            return action
        targets = iam_actions._s3_batch_delete_targets(path.split("/")[1], body)
        return "s3:DeleteObjectVersion" if targets and targets[0][1] else action

    return extract


wrap(iam_actions, "extract_iam_action", "service, method, path, headers, body, query_params", of_the_first)
