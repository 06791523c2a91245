"""IAM: a policy that asks for TLS (`aws:SecureTransport`) refuses every call, since the engine is reached over HTTP.

Here each call counts as one over TLS: nobody can listen to loopback, and templates can be the very ones that go to AWS.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
"""
from ministack.core import iam_evaluator

from patch import wrap


def secure(original):
    """Knows the answer to one condition key, and leaves the others to the engine."""

    def resolve(key, ctx):
        return "true" if key.lower() == "aws:securetransport" else original(key, ctx)

    return resolve


wrap(iam_evaluator, "_resolve_condition_key", "key, ctx", secure)
