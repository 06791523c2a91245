"""HTTP API: CORS of a template is never found, so that every preflight answers 403.

A template's keys are PascalCase (`AllowOrigins`), the gateway reads the API's own camelCase.
"""
from ministack.services.cloudformation import provisioners

from patch import edit

API = "AWS::ApiGatewayV2::Api"
CAMEL = "{key[0].lower() + key[1:]: value for key, value in %s['CorsConfiguration'].items()}"

edited = {
    "create": edit(provisioners, "_apigw_v2_api_create", ('props["CorsConfiguration"]\n', CAMEL % "props" + "\n")),
    "update": edit(provisioners, "_apigw_v2_api_update", (
        'payload["corsConfiguration"] = new_props["CorsConfiguration"]', 'payload["corsConfiguration"] = ' + CAMEL % "new_props")),
}
handlers = provisioners._RESOURCE_HANDLERS[API]
assert edited.keys() <= handlers.keys(), f"{API} has changed: {handlers.keys()}"
handlers.update(edited)
