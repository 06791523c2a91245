"""Cognito: `email_verified` is not set by ConfirmSignUp.

On AWS the code that came by mail proves the address where the pool verifies e-mail by itself (AutoVerifiedAttributes).
AdminConfirmSignUp proves nothing and leaves it alone.
"""
from ministack.services import cognito

from patch import wrap


def verifying(original):
    """Sets the attribute before anything that comes after the confirmation can see the user."""

    def confirm(data):
        answer = original(data)
        pool = cognito._pool_for_client(data.get("ClientId"))[0]
        user = cognito._resolve_user(pool, data.get("Username"))[0] if pool else None
        if answer[0] == 200 and user and "email" in (pool.get("AutoVerifiedAttributes") or []):
            attributes = cognito._attr_list_to_dict(user["Attributes"])
            user["Attributes"] = cognito._dict_to_attr_list({**attributes, "email_verified": "true"})
        return answer

    return confirm


wrap(cognito, "_confirm_sign_up", "data", verifying)
