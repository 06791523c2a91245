"""Lambda: a handler in a `.cjs` file is not found ("Worker init failed: Cannot find module").

AWS's Node runtime looks for the handler's module as it is named, then with `.js`, `.mjs` and `.cjs`; the engine's worker leaves the
last one out. Our bundles are `.cjs`: the one ending under which CommonJS also works beside a package.json with `"type": "module"`.
"""
from ministack.core import lambda_runtime

ONLY_MJS = 'const mjsPath = fullPath + ".mjs";'
script = lambda_runtime._NODEJS_WORKER_SCRIPT
assert script.count(ONLY_MJS) == 1, "the Node worker has changed: read again how it finds a handler's module"
lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(
    ONLY_MJS, 'const mjsPath = [".mjs", ".cjs"].map((end) => fullPath + end).find((file) => fs.existsSync(file)) ?? fullPath;'
)
