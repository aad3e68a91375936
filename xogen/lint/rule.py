"""What a rule is: a generator that says where and what, and the page that explains it, in one decorated function.

A rule is one file under ``rules/<family>/``; the file's place is the rule's name: ``rules/flow/dead_end.py`` is
``flow/dead-end``. The name says the bad thing, so that "allow flow/dead-end" reads well. The runner adds what a rule
does not know: its severity, the file, the line and the path from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from xogen.lint.fix import Fix
from xogen.lint.known import Known
from xogen.model.base import Owned
from xogen.model.finding import Severity

if TYPE_CHECKING:
    from xogen.lint.facts import TaskFacts

NodeKind = Literal[
    "intent", "entity", "service", "message", "script", "logic", "confirmation", "bot-action", "dialog-call", "form",
    "agent-transfer", "webhook", "process", "dynamic-intent", "generative", "search", "assist", "opaque",
    "scripted",
]  # fmt: skip
"""The kinds of nodes; ``scripted`` are nodes of any kind that hold JavaScript."""
Feature = Literal[
    "scripted", "referring", "showing", "translated", "varied", "several-channels",
    "branching", "conditional", "circling", "asking-org",
]  # fmt: skip
"""What a dialog may have: scripts, `{{` in a text, `{{` in a text for the user, a text in several languages, several
texts in one place, a text for one channel; a node with several ways out, a condition, a circle; a call of Salesforce.
"""
Scope = Literal["node", "task", "bot", "run"]
_SCOPES: Mapping[str, Scope] = {"task": "task", "bot": "bot", "run": "run"}


class Problem(NamedTuple):
    """Where and what.

    Attributes:
        pointer: an RFC 6901 pointer, from the node for a rule on node kinds, from the document for all others; for a
            rule on the bot that names no dialog, into ``known.bot.data``, where the empty one means the bot as a whole.
        message: one sentence without a full stop; names stand as they are written in the dialog.
        node: the node's id; a rule on node kinds leaves it out.
        witness: the path to show; when left out, the runner adds the path from the start to ``node``.
        dialog: the dialog, for a rule on the bot; without it the finding is about the bot as a whole.
        severity: where it differs from the rule's; what the project sets for the rule wins over both.
        config: the pointer is one into the export's ``config.json``.
        fix: how to put it right, where that can be told.
    """

    pointer: str
    message: str
    node: str | None = None
    witness: tuple[str, ...] | None = None
    dialog: TaskFacts | None = None
    severity: Severity | None = None
    config: bool = False
    fix: Fix | None = None


class Unchecked(NamedTuple):
    """What a rule could not check, and why. It never passes for clean, and never changes the exit code."""

    reason: str
    dialog: TaskFacts | None = None


Check = Callable[..., Iterable[Problem | Unchecked]]


class Flag(NamedTuple):
    """One finding that a bad example gives, exactly: the pointer from the document, the message, and the node.

    ``config``: the document is ``config.json``.
    """

    pointer: str
    message: str
    node: str | None = None
    dialog: str | None = None
    config: bool = False


_NOTHING = Known()


class Example(NamedTuple):
    """A bot of one or more dialogs, as the data that a dialog file holds (see ``xogen.lint.examples``).

    Or, for what only an export holds, the export itself (see ``xogen.lint.export_examples``), with its ``config.json``.
    """

    dialogs: tuple[Mapping[str, Any], ...]
    flags: tuple[Flag, ...] = ()
    known: Known = _NOTHING
    export: Mapping[str, Any] | None = None
    config: Mapping[str, Any] | None = None


def bad(dialog: Mapping[str, Any] | Sequence[Mapping[str, Any]], *flags: Flag, known: Known | None = None) -> Example:
    """Return a bad example with each finding that it gives, in the order of the dialog."""
    return Example(_several(dialog), flags, known or _NOTHING)


def good(dialog: Mapping[str, Any] | Sequence[Mapping[str, Any]], *, known: Known | None = None) -> Example:
    """Return a good example. It is clean under every rule, not only under the one it explains."""
    return Example(_several(dialog), (), known or _NOTHING)


def bad_export(export: Mapping[str, Any], *flags: Flag, config: Mapping[str, Any] | None = None) -> Example:
    """Return a bad example that is an export, with each finding that it gives."""
    return Example((), flags, _NOTHING, export, config)


def good_export(export: Mapping[str, Any], *, config: Mapping[str, Any] | None = None) -> Example:
    """Return a good example that is an export. It is clean under every rule, too."""
    return Example((), (), _NOTHING, export, config)


def _several(dialog: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    return (dialog,) if isinstance(dialog, Mapping) else tuple(dialog)


class Rule(NamedTuple):
    """A rule with its page. ``kinds`` is empty unless ``scope`` is ``node``.

    ``needs`` are kinds of nodes and features: a rule on tasks has nothing to say of a dialog that has none of them.
    A rule that is not ``enabled`` runs only where a project selects it by its name or gives it a severity. Where a rule
    finds something in a node, those in ``says_more_than`` say nothing of that node: one fault is told once.
    Rules that ``reads_scripts`` share the analysis of the scripts; ``parts`` says which stay together in one process.
    """

    family: str
    short_name: str
    scope: Scope
    kinds: frozenset[str]
    severity: Severity
    summary: str
    rationale: str
    bad: Example
    good: Example
    options: type[Owned] | None
    check: Check
    enabled: bool = True
    says_more_than: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    reads_scripts: bool = False

    @property
    def name(self) -> str:
        """Family and name: ``flow/dead-end``."""
        return f"{self.family}/{self.short_name}"


def rule(  # noqa: PLR0913 - what a page shows, each by its name
    on: NodeKind | Sequence[NodeKind] | Literal["task", "bot", "run"],
    *,
    severity: Severity,
    summary: str,
    rationale: str,
    bad: Example,
    good: Example,
    options: type[Owned] | None = None,
    enabled: bool = True,
    says_more_than: tuple[str, ...] = (),
    needs: NodeKind | Feature | Sequence[NodeKind | Feature] = (),
    reads_scripts: bool = False,
) -> Callable[[Check], Rule]:
    """Make a generator a rule.

    Args:
        on: what the generator takes: one or more node kinds: ``check(node, facts: TaskFacts)``;
            ``"task"``: ``check(task, facts: TaskFacts)``; ``"bot"``: ``check(facts: BotFacts)``;
            ``"run"``: ``check(suppressions: Suppressions)``, after all other rules.
        severity: how bad it is unless the project says otherwise.
        summary: one line without a full stop: the bad thing.
        rationale: why it is bad, what happens on the platform, what to do; says so where the reason is inferred.
        bad: ``bad(dialog, Flag(...), ...)``.
        good: ``good(dialog)``.
        options: a model of what the project may set under ``[lint.options."family/name"]``; every field has a
            default, and the generator takes the options as its last argument.
        enabled: whether it runs unless the project says otherwise.
        says_more_than: names of rules that find the same fault and know less of it.
        needs: for a rule on tasks, kinds of nodes or features: a dialog that has none of them is not even shown to it.
        reads_scripts: whether it, or what it asks the facts, analyses JavaScript, other than for its syntax.

    Raises:
        ValueError: the function is not in a file ``rules/<family>/<rule>.py``.
    """
    scope = _SCOPES.get(on, "node") if isinstance(on, str) else "node"
    kinds = frozenset() if scope != "node" else frozenset([on] if isinstance(on, str) else on)
    needed = frozenset([needs] if isinstance(needs, str) else needs)

    def decorate(check: Check) -> Rule:
        family, short_name = _place(check.__module__)
        page = (severity, summary, rationale, bad, good)
        shown = (enabled, says_more_than, needed, reads_scripts)
        return Rule(family, short_name, scope, kinds, *page, options, check, *shown)

    return decorate


def _place(module: str) -> tuple[str, str]:
    parts = module.replace("_", "-").split(".")
    if len(parts) < 3 or parts[-3] != "rules":
        raise ValueError(f"a rule is a file rules/<family>/<rule>.py, not {module}")
    return parts[-2], parts[-1]
