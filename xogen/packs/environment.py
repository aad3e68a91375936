"""The one Jinja environment of templates: immutable, sandboxed, strict, and the same on every machine.

Only what stands between ``<%`` and ``%>`` is ours; ``{{context.x}}`` belongs to the platform.
"""

from __future__ import annotations

import json
from functools import cache, cached_property, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from xogen.errors import TemplateError
from xogen.model.nearest import did_you_mean
from xogen.packs.leaves import Data
from xogen.packs.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment, Template
    from jinja2.runtime import Context

MARK = "<%"
"""A string without it is no template and is not touched."""


class TemplateStringError(TemplateError):
    """A string that cannot be rendered. ``line`` counts from 1 within the string; the caller knows the place."""

    def __init__(self, message: str, line: int, file: SourceFile | None = None) -> None:
        """Keep what is wrong, the line within the string, and the shared file it stands in, if it does."""
        super().__init__(message)
        self.line = line
        self.file = file


class Renderer:
    """Fills the strings of one pack. What is compiled stays compiled."""

    def __init__(self, shared: Mapping[str, SourceFile]) -> None:
        """Keep the files that a template may include, by name: ``shared/answer.js``."""
        self._shared = shared

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import FunctionLoader

        return _environment().overlay(loader=FunctionLoader(self._load), cache_size=100)

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = self._shared.get(name)
        return None if source is None else (source.text, name, lambda: True)

    def render(self, source: str, variables: Mapping[str, Any]) -> str:
        """Fill one string.

        Args:
            source: the string; one without ``<%`` comes back as it is.
            variables: what the string may use, by name.

        Raises:
            TemplateStringError: wrong syntax, an unknown variable, or a value that has no place in text.
        """
        if MARK not in source:
            return source
        try:
            return self._compile(source).render(variables)
        except Exception as error:  # noqa: BLE001 - a template can raise anything; all of it is the template's fault
            raise self._fault(error, variables) from None

    def evaluate(self, source: str, variables: Mapping[str, Any]) -> Data:
        """Fill one string, keeping the type of a value that is the whole string: ``"<%= parameters.limit %>"`` is 10.

        Raises:
            TemplateStringError: as ``render``.
        """
        text = source.strip()
        inner = text.removeprefix("<%=").removesuffix("%>")
        if not (text.startswith("<%=") and text.endswith("%>")) or MARK in inner:
            return self.render(source, variables)
        try:
            return self._expression(inner)(variables)
        except Exception as error:  # noqa: BLE001 - as in render
            raise self._fault(error, variables) from None

    @cached_property
    def _compiled(self) -> dict[str, Template]:
        return {}

    def _compile(self, source: str) -> Template:
        compiled = self._compiled.get(source)
        if compiled is None:
            compiled = self._compiled[source] = self._environment.from_string(source)
        return compiled

    def _expression(self, source: str) -> Callable[[Mapping[str, Any]], Any]:
        return _expression(source)

    def _fault(self, error: Exception, variables: Mapping[str, Any]) -> TemplateStringError:
        from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

        if isinstance(error, TemplateSyntaxError):
            return TemplateStringError(
                f"wrong template syntax: {error.message}", error.lineno, self._shared.get(error.filename or "")
            )
        line, name = _place(error)
        file = self._shared.get(name)
        if isinstance(error, TemplateNotFound):
            missing = str(error.name)
            words = f"the pack has no file {missing!r} to include{did_you_mean(missing, self._shared)}"
            return TemplateStringError(words, line, file)
        message = str(error) or type(error).__name__
        if isinstance(error, UndefinedError) and message.startswith("unknown variable"):
            message += did_you_mean(message.split("'")[1], variables)
        return TemplateStringError(message, line, file)


def javascript(value: Data) -> str:
    """Write a value as a JavaScript literal that is safe in a script, too: the filter ``js``."""
    from jinja2 import TemplateRuntimeError

    try:
        text = json.dumps(value, ensure_ascii=False)
    except TypeError:
        raise TemplateRuntimeError(f"a {type(value).__name__} cannot be written as JavaScript") from None
    return text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _environment() -> Environment:
    from jinja2 import StrictUndefined, TemplateRuntimeError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from jinja2.utils import missing

    class Bounded(ImmutableSandboxedEnvironment):
        """A pack may come from anyone: no short expression may fill the memory."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Context, operator: str, left: Data, right: Data) -> Data:
            if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
                raise TemplateRuntimeError(f"a template multiplies numbers only, it has no {operator!r} for the rest")
            return super().call_binop(context, operator, left, right)

    class Unknown(StrictUndefined):
        """Says which name is unknown, and not how Python would put it."""

        @property
        def _undefined_message(self) -> str:
            if self._undefined_hint:
                return self._undefined_hint
            name = str(self._undefined_name)
            if self._undefined_obj is missing:
                return f"unknown variable {name!r}"
            known = vars(self._undefined_obj) if isinstance(self._undefined_obj, SimpleNamespace) else {}
            return f"unknown name {name!r}{did_you_mean(name, known)}"

    environment = Bounded(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<%=",
        variable_end_string="%>",
        comment_start_string="<%#",
        comment_end_string="%>",
        undefined=Unknown,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=0,
        auto_reload=False,
    )
    # Equal input gives equal bytes: what draws lots has no place here.
    environment.globals = {"range": environment.globals["range"]}
    del environment.filters["random"]
    environment.filters["js"] = javascript
    return environment


def _printable(value: Data) -> Data:
    from jinja2 import TemplateRuntimeError

    if value is None or isinstance(value, list | tuple | dict | SimpleNamespace):
        kind = {"NoneType": "no value", "SimpleNamespace": "a group of variables"}.get(
            type(value).__name__, "a list or table"
        )
        raise TemplateRuntimeError(f"{kind} cannot stand in text; join it, or write it with | js")
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


@lru_cache(maxsize=1024)
def _expression(source: str) -> Callable[[Mapping[str, Any]], Any]:
    # undefined_to_none=False: an unknown variable is an error here, too.
    compiled = _environment().compile_expression(source, undefined_to_none=False)

    def value(variables: Mapping[str, Any]) -> Data:
        from jinja2 import Undefined

        found = compiled(variables)
        if isinstance(found, Undefined):
            str(found)  # a strict undefined raises when it is used
        return found

    return value


def _place(error: Exception) -> tuple[int, str]:
    """Return line and name of the template: Jinja rewrites the traceback so that its frames carry them."""
    line, name, frame = 1, "", error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if file == "<template>" or file.startswith("shared/"):
            line, name = frame.tb_lineno, file
        frame = frame.tb_next
    return line, name
