"""SES v2: of a sent mail neither its headers, tags and configuration set nor its source are kept, and none of them is checked.

Here the mailbox's list has them, and what AWS documents as invalid is refused: a line break in a header above all.
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""
import base64
import json
import re
from email import message_from_string
from email.utils import formatdate

from ministack import app
from ministack.services import ses, ses_v2

from patch import edit, wrap

SEND = "/v2/email/outbound-emails"
HEADERS = 15  # of a mail, at most
RULES = {
    "header name": re.compile(r"[!-9;-~]{1,126}"),
    "header value": re.compile(r"[ -~]{1,995}"),
    "tag name": re.compile(r"[\w-]{1,256}", re.ASCII),
    "tag value": re.compile(r"[\w-]{1,256}", re.ASCII),
}
KEPT = ("Headers", "EmailTags", "ConfigurationSetName", "RawMessage")


def refusal(request: dict) -> tuple | None:
    """AWS's answer to a mail that it does not take."""
    name = request.get("ConfigurationSetName")
    if name and name not in ses_v2._config_sets:
        return ses_v2._missing_config_set(name)
    subject = ((request.get("Content") or {}).get("Simple") or {}).get("Subject") or {}
    if re.search(r"[\r\n]", subject.get("Data", "")):
        return ses_v2._json_err("BadRequestException", "Invalid subject.")
    headers = headers_of(request)
    if len(headers) > HEADERS:
        return ses_v2._json_err("BadRequestException", f"A mail has {HEADERS} headers at the most.")
    for kind, pairs in (("header", headers), ("tag", request.get("EmailTags") or [])):
        for pair in pairs:
            for part in ("Name", "Value"):
                if not RULES[f"{kind} {part.lower()}"].fullmatch(str(pair.get(part, ""))):
                    return ses_v2._json_err("BadRequestException", f"Invalid {kind} {part.lower()}.")
    return None


def headers_of(request: dict) -> list[dict]:
    content = request.get("Content") or {}
    return (content.get("Simple") or content.get("Template") or {}).get("Headers") or []


def source_of(record: dict, request: dict) -> str:
    """The mail as it would go out."""
    raw = (request.get("Content") or {}).get("Raw")
    if raw:
        return base64.b64decode(raw.get("Data", "")).decode("utf-8", "replace")
    message = message_from_string(ses._build_mime_message(
        record["Source"], record["To"], record["CC"], [],
        record["Subject"], record["BodyText"], record["BodyHtml"], record["MessageId"],
    ))
    message["Date"] = formatdate(record["Timestamp"])
    for header in headers_of(request):
        message[header["Name"]] = header["Value"]
    return message.as_string()


def record_of(answer: tuple) -> dict:
    """What the engine keeps of the mail that this answer is about."""
    message_id = json.loads(answer[2])["MessageId"]
    return next(mail for mail in reversed(ses._sent_emails_list()) if mail["MessageId"] == message_id)


def keeping_all(original):
    """Adds to the record what the request has beside sender, recipients and bodies."""

    async def handle_request(method, path, headers, body, query_params):
        if method != "POST" or path.rstrip("/") != SEND:
            return await original(method, path, headers, body, query_params)
        request = json.loads(body or b"{}")
        if refused := refusal(request):
            return refused
        answer = await original(method, path, headers, body, query_params)
        if answer[0] == 200:
            record = record_of(answer)
            given = {"Headers": headers_of(request), **{name: request[name] for name in KEPT if request.get(name)}}
            record.update({name: value for name, value in given.items() if value}, RawMessage=source_of(record, request))
        return answer

    return handle_request


wrap(ses_v2, "handle_request", "method, path, headers, body, query_params", keeping_all)
edit(app, "_handle_ses_messages_request", (
    '"Type": rec["Type"],\n',
    f'"Type": rec["Type"],\n                        **{{name: rec[name] for name in {KEPT} if name in rec}},\n',
))
