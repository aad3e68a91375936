"""Runs rules over dialogs: those on nodes in one walk, those on dialogs and bots, and last those on the run itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from xogen.lint.facts import BotFacts, Document, TaskFacts
from xogen.lint.findings import Lines, Reported, findings, not_checked
from xogen.lint.known import Known
from xogen.lint.plan import Plan, plan
from xogen.lint.registry import rules as all_rules
from xogen.lint.report import Report
from xogen.lint.rule import Problem, Rule, Unchecked
from xogen.lint.settings import ChosenRule, LintSettings
from xogen.lint.suppressions import Suppressions
from xogen.lint.texts import forget
from xogen.model.base import unchecked
from xogen.model.finding import NotChecked
from xogen.model.nodes import Node

Found = tuple[ChosenRule, TaskFacts | None, Problem | Unchecked]


class RuleBugError(RuntimeError):
    """A rule raised, which is a bug in the rule: the run stops, and the traceback is shown."""


class Run(NamedTuple):
    """What the rules found, before it is looked up where it stands."""

    reported: tuple[Reported, ...]
    not_checked: tuple[NotChecked, ...]


def lint(
    documents: Sequence[Document],
    settings: LintSettings | None = None,
    known: Known | None = None,
    *,
    rules: Mapping[str, Rule] | None = None,
) -> Report:
    """Check dialogs, as the dialogs of one bot.

    Args:
        documents: what to check, in any order.
        settings: which rules run; all of them when left out.
        known: what is known beside the dialogs.
        rules: the rules to choose from; all of xogen's when left out.

    Raises:
        InputError: the settings, or an ``allow`` in a dialog, name a rule that is not there.
        RuleBugError: a rule raised.
    """
    known = known or Known()
    return report_of(run_rules(documents, settings, known, rules=rules), known, len(documents))


def report_of(run: Run, known: Known, dialogs: int, looked_up: Lines | None = None) -> Report:
    """Return the report of a run over so many dialogs, each finding with its place."""
    found = findings(run.reported, known, looked_up)
    return unchecked(Report, findings=found, not_checked=run.not_checked, dialogs=dialogs)


def run_rules(
    documents: Sequence[Document],
    settings: LintSettings | None = None,
    known: Known | None = None,
    *,
    rules: Mapping[str, Rule] | None = None,
) -> Run:
    """Run the rules and return the problems themselves, with their fixes. Takes and raises what ``lint`` does."""
    checking = Checking(documents, settings, known, rules=rules)
    return checking.run(checking.found())


class Checking:
    """A bot under check: ``run(found())``. What is found may come in parts, each from the rules of one part.

    Attributes:
        tasks: the dialogs, in the order in which they are checked.
        chosen: the rules that run.
        known: what is known beside the dialogs.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        settings: LintSettings | None = None,
        known: Known | None = None,
        *,
        rules: Mapping[str, Rule] | None = None,
    ) -> None:
        """Choose the rules. Takes and raises what ``lint`` does."""
        settings, self.known = settings or LintSettings(), known or Known()
        self._plan = plan(settings, all_rules() if rules is None else rules)
        self.chosen = self._plan.chosen
        ordered = sorted(documents, key=lambda document: (document.path, document.task.name))
        self.tasks = [TaskFacts(document, self.known) for document in ordered]
        self._suppressions = Suppressions(self.tasks, settings.overrides, self.known)
        self._suppressions.check_names({**all_rules(), **(rules or {})})

    def prepare(self) -> None:
        """Find out what tells which rules run on which dialog, so that parts of the rules need not do it each."""
        for facts in self.tasks:
            if facts.document.flows:
                self._plan.steps(facts)

    def found(self, part: Callable[[Rule], bool] | None = None) -> list[Found]:
        """Run the rules, or those of a part of them; all but those on the run itself.

        Raises:
            RuleBugError: a rule raised.
        """
        plan = self._plan if part is None else self._plan.part(part)
        found = [each for facts in self.tasks for each in _check_task(plan, facts)]
        return found + _check_bot(plan.chosen, self.tasks, self.known)

    def run(self, found: Sequence[Found]) -> Run:
        """Return what is reported of what all rules found, and run the rules on the run itself."""
        suppressions = self._suppressions
        reported = _reported(found, suppressions)
        unchecked = [
            (entry.rule.name, facts, item.reason) for entry, facts, item in found if isinstance(item, Unchecked)
        ]
        suppressions.ran(self.chosen, {(id(facts), rule) for rule, facts, _ in unchecked})
        reported += _reported(_check_run(self.chosen, suppressions), suppressions)
        forget()
        for facts in self.tasks:
            facts.graph.forget()
        return Run(tuple(reported), not_checked([*unchecked, *_without_flows(self.tasks)], self.known))


def _check_task(plan: Plan, facts: TaskFacts) -> list[Found]:
    """Run the rules on tasks, then kind by kind those on nodes."""
    if not facts.document.flows:
        return []
    found: list[Found] = []
    entry: ChosenRule | None = None
    subject: object = facts.task
    # One frame for all: a call more for each rule and node would take a tenth of the whole run.
    try:
        on_task, on_nodes = plan.steps(facts)
        for entry, check in on_task:
            for item in check(facts.task, facts):
                found.append((entry, facts, item))  # noqa: PERF401 - most rules find nothing
        for kind, checks in on_nodes:
            for node, pointer, _ in facts.said.scripted if kind == "scripted" else facts.of_kind(kind):
                subject = node
                for entry, check in checks:
                    for item in check(node, facts):
                        found.append((entry, facts, _placed(item, node, pointer)))  # noqa: PERF401
    except Exception as error:
        raise _bug(entry, subject, error) from error
    return found


def _placed(item: Problem | Unchecked, node: Node, pointer: str) -> Problem | Unchecked:
    if not isinstance(item, Problem):
        return item
    fix = item.fix.below(pointer) if item.fix is not None else None
    return item._replace(pointer=pointer + item.pointer, node=item.node or node.id, fix=fix)


def _check_bot(chosen: Sequence[ChosenRule], tasks: Sequence[TaskFacts], known: Known) -> list[Found]:
    bot = BotFacts(tasks, known)
    return [(entry, item.dialog, item) for entry in chosen if entry.rule.scope == "bot" for item in _run(entry, bot)]


def _check_run(chosen: Sequence[ChosenRule], suppressions: Suppressions) -> list[Found]:
    entries = [entry for entry in chosen if entry.rule.scope == "run"]
    return [(entry, item.dialog, item) for entry in entries for item in _run(entry, suppressions)]


def _run(entry: ChosenRule, facts: BotFacts | Suppressions) -> list[Problem | Unchecked]:
    try:
        return list(entry.check(facts))
    except Exception as error:
        raise _bug(entry, facts, error) from error


def _bug(entry: ChosenRule | None, subject: object, error: Exception) -> Exception:
    if entry is None:
        return error
    name = getattr(subject, "id", None) or getattr(subject, "name", None) or "the bot"
    return RuleBugError(f"the rule {entry.rule.name} raised on {name}: {type(error).__name__}: {error}")


def _reported(found: Sequence[Found], suppressions: Suppressions) -> list[Reported]:
    reported: list[Reported] = []
    said: set[tuple[int, str | None, str]] = set()
    for entry, facts, item in found:
        if isinstance(item, Problem):
            severity = suppressions.severity(entry, facts, item)
            if severity is not None:
                reported.append(Reported(entry.rule.name, severity, facts, item))
                for less in entry.rule.says_more_than:
                    said.add((id(facts), item.node, less))
    return [each for each in reported if (id(each.facts), each.problem.node, each.rule) not in said]


def _without_flows(tasks: Sequence[TaskFacts]) -> list[tuple[str, TaskFacts | None, str]]:
    """Say once for a bot that the nodes of some dialogs are not there to be checked."""
    lacking = [facts for facts in tasks if not facts.document.flows]
    if not lacking:
        return []
    dialogs = "the dialog" if len(lacking) == 1 else f"{len(lacking)} dialogs"
    reason = f"the export holds no nodes of {dialogs}, so nothing that hangs on nodes was checked there"
    return [("flow", lacking[0], reason)]
