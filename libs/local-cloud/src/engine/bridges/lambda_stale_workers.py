"""Lambda: after UpdateFunctionCode a function may answer with its old code for ever.

An invocation that was accepted before the update and starts its worker after it puts a worker with the old code into the pool, which
the engine then takes for the new one: it looks at the function's name alone. Whoever reloads code while a page polls meets it soon.
Here a free worker whose code is not the one asked for is ended, in place of being taken.
"""
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from patch import wrap


def without_stale_workers(original):
    def acquire_worker(func_name, config, code_zip, qualifier="$LATEST", max_concurrency=None):
        key = lambda_runtime._worker_key(func_name, config, qualifier)
        with lambda_runtime._lock:
            workers = lambda_runtime._workers.get(key, [])
            stale = [worker for worker in workers if not worker.in_use and worker.code_zip != code_zip]
            workers[:] = [worker for worker in workers if worker not in stale]
        lambda_runtime.kill_workers(stale)
        return original(func_name, config, code_zip, qualifier, max_concurrency)

    return acquire_worker


wrap(lambda_runtime, "acquire_worker", "func_name, config, code_zip, qualifier, max_concurrency", without_stale_workers)
lambda_svc.acquire_worker = lambda_runtime.acquire_worker
