"""HTTP API: a function that throws or times out answers 502 with the raw message, which may hold anything.

AWS answers 500 with {"message":"Internal Server Error"}.
"""
from ministack.services import apigateway

from patch import edit

SHAPED = "    lambda_response, _ = lambda_svc.lambda_execute_result_to_api_proxy_response(result)\n"

edit(apigateway, "_invoke_lambda_proxy", (SHAPED, SHAPED + """\
    if lambda_response.get("statusCode") == 502 and result.get("error"):
        lambda_response = {"statusCode": 500, "body": '{"message":"Internal Server Error"}'}
"""))
