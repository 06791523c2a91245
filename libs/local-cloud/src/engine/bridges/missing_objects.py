"""S3: who reads an object that is not there gets 404, whatever the role may do.

On AWS that takes `s3:ListBucket`; without it the answer is 403, so that nobody can find out which keys exist.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""
from ministack.core.iam_actions import identity_denial_message
from ministack.core.iam_evaluator import enforce
from ministack.core.responses import get_region
from ministack.services import s3

from patch import wrap


def hidden(original):
    """Answers 403 in place of a 404 to a caller who may not list the bucket."""

    def dispatch(method, bucket, key, headers, body, query_params):
        answer = original(method, bucket, key, headers, body, query_params)
        caller = s3._request_access_key(method, key, headers, query_params, body)
        if answer[0] != 404 or method not in ("GET", "HEAD") or not key or not caller or s3._ensure_bucket(bucket) is None:
            return answer
        arn = f"arn:aws:s3:::{bucket}"
        denial = enforce(caller, "s3:ListBucket", "s3", get_region(), resource_arn=arn)
        if denial is None:
            return answer
        principal = getattr(denial, "principal_arn", "")
        message = identity_denial_message("s3:ListBucket", principal, arn, explicit_deny=False)
        return s3._error("AccessDenied", message, 403, f"/{bucket}/{key}")

    return dispatch


wrap(s3, "_dispatch", "method, bucket, key, headers, body, query_params", hidden)
