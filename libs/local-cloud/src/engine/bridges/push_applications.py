"""SNS: a platform application must be made by hand, since no template can; its endpoints have the application's kind of ARN, and no role can name either.

Here an application for Apple or Google whose name ends with `-local` is there as soon as a device registers with it: on AWS it holds Apple's and Google's
credentials, of which a machine has none. Endpoints are `…:endpoint/…`, and the calls about them are checked against them.
https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html
"""
import re

from ministack.core import iam_actions
from ministack.services import sns

from patch import edit, wrap

LOCAL = re.compile(r"arn:aws:sns:[\w-]+:\d{12}:app/(APNS|APNS_SANDBOX|GCM)/([\w.-]*-local)")


def with_local_applications(original):
    """Makes the application that a device of stage `local` registers with."""

    def create(params):
        found = LOCAL.fullmatch(sns._p(params, "PlatformApplicationArn"))
        if found and found[0] not in sns._platform_applications:
            sns._create_platform_application({"Platform": [found[1]], "Name": [found[2]]})
        return original(params)

    return create


def naming_the_endpoint(original):
    """Names what a policy can name where the engine names nothing."""

    def resource(service, method, path, headers, body, query_params, region, account_id):
        named = original(service, method, path, headers, body, query_params, region, account_id)
        if service != "sns" or named != "*":
            return named
        of = [iam_actions._query_param(query_params, name) for name in ("PlatformApplicationArn", "EndpointArn")]
        return next(filter(None, of), named)

    return resource


edit(sns, "_create_platform_endpoint", (
    'endpoint_arn = f"{app_arn}/{new_uuid()}"',
    'endpoint_arn = f"{app_arn.replace(\':app/\', \':endpoint/\', 1)}/{new_uuid()}"',
))
wrap(sns, "_create_platform_endpoint", "params", with_local_applications)
wrap(iam_actions, "extract_resource_arn", "service, method, path, headers, body, query_params, region, account_id", naming_the_endpoint)
