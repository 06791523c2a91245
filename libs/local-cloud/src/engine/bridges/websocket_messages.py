"""WebSocket API: the messages of a function run one after another and leave no logs, and what it returns, or throws, goes to the client.

Here they go the way of every other invocation, AT_ONCE at a time for each function (200 clients would start 200 processes), and only a route with a route response
answers. Who throws is told of by AWS's message, and who is refused by the status that the function gives.
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
"""
import asyncio
import json
from collections import defaultdict
from http import HTTPStatus

from ministack.core.concurrency import run_reentrant
from ministack.services import apigateway, lambda_svc

from patch import edit, wrap

AT_ONCE = 4
POST_BYTES = 128 * 1024
FAILED = {"statusCode": 502, "failed": True}

turns = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))


async def in_turn(function_name: str, record: dict, event: dict) -> dict:
    """Invokes the function of a route when it is its turn. Called by the engine."""
    async with turns[function_name]:
        result = await run_reentrant(
            lambda_svc._execute_function_with_config_scope, record, event, thread_name="ministack-apigw-ws-invoke")
    return FAILED if result.get("error") else lambda_svc.lambda_execute_result_to_api_proxy_response(result)[0]


def authorizing_in_turn(original):
    """Bounds authorizers too, which each client starts with."""

    async def invoke(authorizer, event, account_id, region):
        async with turns[authorizer.get("authorizerUri", "")]:
            return await original(authorizer, event, account_id, region)

    return invoke


def reply_to(route: dict, answer: dict | None, connection_id: str, request_id: str):
    """What goes to the client after a message. Called by the engine."""
    if not answer:
        return None
    if answer is FAILED:
        return {"message": "Internal server error", "connectionId": connection_id, "requestId": request_id}
    return answer.get("body") if route.get("routeResponseSelectionExpression") else None


def reason_of(status: int) -> str:
    """The message of a refused handshake. Called by the engine."""
    return "Internal server error" if status >= 500 else HTTPStatus(status).phrase


def without_default(original):
    """$default is for messages alone."""

    def match(api_id, route_key):
        route = original(api_id, route_key)
        own = route_key not in ("$connect", "$disconnect") or (route or {}).get("routeKey") == route_key
        return route if own else None

    return match


def of_bounded_size(original):
    """Refuses to post more than AWS takes."""

    async def handle(method, api_id, stage, connection_id, body, headers):
        if method == "POST" and len(body or b"") > POST_BYTES:
            about = {"Content-Type": "application/json", "x-amzn-ErrorType": "PayloadTooLargeException"}
            return 413, about, json.dumps({"message": "Message too long", "connectionId": connection_id}).encode()
        return await original(method, api_id, stage, connection_id, body, headers)

    return handle


for helper in (in_turn, reply_to, reason_of):
    setattr(apigateway, helper.__name__, helper)
edit(
    apigateway, "_invoke_ws_lambda",
    ('    if code_zip and runtime.startswith(("python", "nodejs")):\n', "    if False:\n"),
    ("""\
    result = await run_reentrant(lambda_svc._execute_function_with_config_scope, exec_record, event,
                                 thread_name="ministack-apigw-ws-invoke")
    return lambda_svc.lambda_execute_result_to_api_proxy_response(result)[0]
""", "    return await in_turn(func_name, exec_record, event)\n"),
)
edit(
    apigateway, "handle_websocket",
    ('                if resp is None:\n                    continue\n                body = resp.get("body")\n',
     "                body = reply_to(route, resp, connection_id, msg_id)\n"),
    ("""\
            if status < 200 or status >= 300:
                await send({"type": "websocket.close", "code": 1008})
""", """\
            if status < 200 or status >= 300:
                await _refuse_ws_handshake(scope, send, status, reason_of(status), connection_id, connect_request_id)
"""),
)
edit(apigateway, "_ws_request_context", ('        "eventType": event_type,\n', '        "eventType": event_type,\n        "messageDirection": "IN",\n'))
wrap(apigateway, "_invoke_request_authorizer_lambda", "authorizer, event, account_id, region", authorizing_in_turn)
wrap(apigateway, "_match_ws_route", "api_id, route_key", without_default)
wrap(apigateway, "handle_connections_api", "method, api_id, stage, connection_id, body, headers", of_bounded_size)
