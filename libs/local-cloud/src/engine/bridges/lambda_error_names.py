"""Lambda: the name of a thrown error is lost (always Runtime.HandlerError), and its trace does not reach the caller.

AWS gives `errorType` the error's name, on which Retry and Catch of Step Functions match, and `trace` the lines of its stack.
"""
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from patch import edit

SENT = 'error: String(err.message || err), trace: err.stack || ""'
workers = [name for name, text in vars(lambda_runtime).items() if isinstance(text, str) and SENT in text]
assert workers == ["_NODEJS_WORKER_SCRIPT"], f"the Node worker has changed: {workers}"
lambda_runtime._NODEJS_WORKER_SCRIPT = lambda_runtime._NODEJS_WORKER_SCRIPT.replace(SENT, f"name: err.name, {SENT}")

edit(
    lambda_svc,
    "_execute_function_warm",
    ('error_type = "Runtime.HandlerError"', 'error_type = result.get("name") or "Runtime.HandlerError"'),
    ('"errorType": error_type,\n', '"errorType": error_type,\n                    "trace": (result.get("trace") or "").split("\\n"),\n'),
)
