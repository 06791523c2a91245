"""Cognito: PreAuthentication, PostAuthentication and PostConfirmation never fire.

AWS fires them, waits for them, and refuses with UserLambdaValidationException when one of them throws. PostConfirmation comes after
ConfirmSignUp, AdminConfirmSignUp and ConfirmForgotPassword; the user stays confirmed when it throws. PreAuthentication comes before the
password is looked at; PostAuthentication before tokens are given, not at a refresh. On the hosted pages both fire when the form is sent.
A function whose policy does not let Cognito invoke it is not invoked, and the action is refused.
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
"""
from urllib.parse import parse_qs

from ministack import app
from ministack.core.concurrency import run_reentrant
from ministack.core.responses import get_account_id
from ministack.services import cognito, lambda_svc

from patch import edit, wrap
from permissions import service_may


class Refused(Exception):
    """A trigger threw, or could not be invoked: AWS's name and message."""

    def __init__(self, message: str, name: str = "UserLambdaValidationException"):
        super().__init__(message)
        self.name = name


def fire(trigger: str, source: str, pool: dict, client_id: str, user: dict, request: dict) -> None:
    """Invokes the pool's function for `trigger`, if it has one, and waits for it."""
    arn = (pool.get("LambdaConfig") or {}).get(trigger)
    if not arn:
        return
    attributes = cognito._attr_list_to_dict(user.get("Attributes", []))
    event = {
        "version": "1",
        "region": cognito._pool_region(pool["Id"]),
        "userPoolId": pool["Id"],
        "userName": user["Username"],
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": client_id or "CLIENT_ID_NOT_APPLICABLE"},
        "triggerSource": f"{trigger}_{source}",
        "request": {"userAttributes": {**attributes, "cognito:user_status": user["UserStatus"]}, **request},
        "response": {},
    }
    record, config, _ = lambda_svc._get_func_record_for_ref(arn)
    if record is None:
        raise Refused(f"{trigger} invocation failed due to error ResourceNotFoundException.", "UnexpectedLambdaException")
    pool_arn = f"arn:aws:cognito-idp:{cognito._pool_region(pool['Id'])}:{get_account_id()}:userpool/{pool['Id']}"
    if not service_may("cognito-idp.amazonaws.com", "lambda:InvokeFunction", arn, record.get("policy"), pool_arn):
        raise Refused(f"{trigger} invocation failed due to error AccessDeniedException.", "UnexpectedLambdaException")
    function = lambda_svc._execution_record_for_config(record, config)
    result = lambda_svc._execute_function_with_config_scope(function, event)
    if result.get("error"):
        raise Refused(f"{trigger} failed with error {result['body'].get('errorMessage')}.")


def refusal(error: Refused) -> tuple:
    """AWS's answer."""
    return cognito.error_response_json(error.name, str(error), 400)


def confirming(source: str):
    """PostConfirmation after `original` confirmed a user."""

    def around(original):
        def confirm(data):
            answer = original(data)
            pool = cognito._pool_for_client(data.get("ClientId"))[0] or cognito._user_pools.get(data.get("UserPoolId"))
            user = cognito._resolve_user(pool, data.get("Username"))[0] if pool else None
            if answer[0] == 200 and user:
                fire("PostConfirmation", source, pool, data.get("ClientId"), user, metadata(data))
            return answer

        return confirm

    return around


def metadata(data: dict) -> dict:
    """AWS leaves clientMetadata out when the request sent none."""
    return {"clientMetadata": data["ClientMetadata"]} if data.get("ClientMetadata") else {}


def before_password(pool: dict, client_id: str, user: dict, data: dict) -> None:
    """PreAuthentication, once the user is known to be enabled and confirmed."""
    fire("PreAuthentication", "Authentication", pool, client_id, user,
         {"validationData": data.get("ClientMetadata") or {}, "userNotFound": False})


def with_post_authentication(original):
    """PostAuthentication before tokens are made. Pages have fired it already, and a refresh is no authentication."""

    def build(pool_id, client_id, user, *rest, **named):
        source = named.get("trigger_source", "TokenGeneration_Authentication")
        if source not in ("TokenGeneration_RefreshTokens", "TokenGeneration_HostedAuth"):
            after_password(cognito._get_pool_unscoped(pool_id), client_id, user, named.get("client_metadata"))
        return original(pool_id, client_id, user, *rest, **named)

    return build


def after_password(pool: dict, client_id: str, user: dict, client_metadata: dict | None = None) -> None:
    """PostAuthentication."""
    fire("PostAuthentication", "Authentication", pool, client_id, user,
         metadata({"ClientMetadata": client_metadata}))


def refusing(original):
    """Turns a refusal into AWS's answer, for every action of the API."""

    def run(handler, action, data):
        try:
            return original(handler, action, data)
        except Refused as error:
            return refusal(error)

    return run


def with_code(original):
    """PostAuthentication on the hosted pages, before the code goes to the browser."""

    def issue(client_id, pool_id, redirect_uri, scope, username, *rest):
        answer = original(client_id, pool_id, redirect_uri, scope, username, *rest)
        pool = cognito._get_pool_unscoped(pool_id)
        if answer[0] == 302 and "code=" in answer[1]["Location"]:
            after_password(pool, client_id, pool["_users"][username])
        return answer

    return issue


def showing_refusal(original):
    """The log-in page again, with what the trigger said."""

    def submit(method, path, headers, body, query_params):
        try:
            return original(method, path, headers, body, query_params)
        except Refused as error:
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            page = cognito._login_page_html(**cognito._extract_oauth_form_params(form), error_message=str(error))
            return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()

    return submit


wrap(cognito, "_confirm_sign_up", "data", confirming("ConfirmSignUp"))
wrap(cognito, "_admin_confirm_sign_up", "data", confirming("ConfirmSignUp"))
wrap(cognito, "_confirm_forgot_password", "data", confirming("ConfirmForgotPassword"))

cognito.before_password = before_password
PASSWORD_CHECK = 'if user.get("_password") and user["_password"] != password:'
edit(cognito, "_initiate_auth", (f"        {PASSWORD_CHECK}", f"        before_password(pool, cid, user, data)\n        {PASSWORD_CHECK}"))
edit(cognito, "_admin_initiate_auth", (f"        {PASSWORD_CHECK}", f"        before_password(pool, cid, user, data)\n        {PASSWORD_CHECK}"))
HOSTED_CHECK = "    if _password_signin_refused(user) is not None:"
edit(cognito, "_authenticate_hosted_ui_user", (HOSTED_CHECK, f'    before_password(pool, "", user, {{}})\n{HOSTED_CHECK}'))

wrap(cognito, "_build_auth_result", "pool_id, client_id, user, nonce, trigger_source, client_metadata, origin_jti, scope", with_post_authentication)
wrap(cognito, "_run_idp_handler", "handler, action, data", refusing)
wrap(cognito, "_issue_auth_code_redirect",
     "client_id, pool_id, redirect_uri, scope, username, nonce, code_challenge, code_challenge_method, state", with_code)
wrap(cognito, "handle_login_submit", "method, path, headers, body, query_params", showing_refusal)

# The form was handled on the server's own loop, where a function that calls the engine would wait for itself.
app.run_reentrant = run_reentrant
edit(app, "_handle_cognito_body_request", (
    'return _get_module("cognito").handle_login_submit(method, path, headers, body, query_params)',
    'return await run_reentrant(_get_module("cognito").handle_login_submit, method, path, headers, body, query_params)',
))
