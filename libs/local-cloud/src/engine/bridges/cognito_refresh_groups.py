"""Cognito: tokens refreshed at /oauth2/token lose `cognito:groups` (and the access token its user attributes).

On AWS a refresh gives what a log-in gives: an administrator stays one after the first hour.
"""
from ministack.services import cognito

from patch import edit

edit(
    cognito,
    "_oauth2_token",
    ('_fake_token(sub, pool_id, client_id, "access", username=username,\n',
     '_fake_token(sub, pool_id, client_id, "access", username=username, user_attrs=attrs, groups=user.get("_groups", []),\n'),
    ('_fake_token(sub, pool_id, client_id, "id", username=username, user_attrs=attrs,\n',
     '_fake_token(sub, pool_id, client_id, "id", username=username, user_attrs=attrs, groups=user.get("_groups", []),\n'),
)
