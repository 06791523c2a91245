"""The two ways a bridge changes the engine. Both fail at the start when the engine is no longer what the bridge was written for."""
import inspect
from collections.abc import Callable
from types import ModuleType

edited: dict[Callable, str] = {}  # the text of a function that was compiled here, which Python cannot look up


def edit(module: ModuleType, name: str, *changes: tuple[str, str]) -> Callable:
    """Compiles a function of `module` again with some of its text replaced: each old text must be there exactly once."""
    original = getattr(module, name)
    source = edited.get(original) or inspect.getsource(original)
    for old, new in changes:
        assert source.count(old) == 1, f"{module.__name__}.{name} has changed, found {source.count(old)} times: {old!r}"
        source = source.replace(old, new)
    exec(compile(source, module.__file__, "exec"), module.__dict__)
    changed = getattr(module, name)
    edited[changed] = source
    return changed


def wrap(module: ModuleType, name: str, parameters: str, around: Callable[[Callable], Callable]) -> None:
    """Puts `around(original)` in a function's place; `parameters` are the names that the original must have."""
    original = getattr(module, name)
    found = ", ".join(inspect.signature(original).parameters)
    assert found == parameters, f"{module.__name__}.{name} has changed, takes {found}"
    setattr(module, name, around(original))
