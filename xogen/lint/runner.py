"""Runs rules over dialogs and adds what rules do not know: name, severity, file, line, and the path from the start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xogen.formats.spans import places
from xogen.lint.facts import BotFacts, Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.registry import rules as all_rules
from xogen.lint.report import Report
from xogen.lint.rule import Problem, Rule, Unchecked
from xogen.lint.settings import ChosenRule, LintSettings, choose
from xogen.model.finding import Finding, NotChecked

Found = tuple[ChosenRule, TaskFacts | None, Problem | Unchecked]


class RuleBugError(RuntimeError):
    """A rule raised, which is a bug in the rule: the run stops, and the traceback is shown."""


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
        InputError: the settings name a rule that is not there.
        RuleBugError: a rule raised.
    """
    chosen = choose(settings or LintSettings(), all_rules() if rules is None else rules)
    known = known or Known()
    ordered = sorted(documents, key=lambda document: (document.path, document.task.name))
    tasks = [TaskFacts(document, known) for document in ordered]
    found: list[Found] = []
    for facts in tasks:
        found += _check_task(chosen, facts)
    found += _check_bot(chosen, tasks, known)
    problems = [(rule, facts, item) for rule, facts, item in found if isinstance(item, Problem)]
    unchecked = [(rule, facts, item) for rule, facts, item in found if isinstance(item, Unchecked)]
    return Report(
        findings=_findings(problems, known),
        not_checked=_not_checked(unchecked, known),
        dialogs=len(documents),
    )


def _check_task(chosen: Sequence[ChosenRule], facts: TaskFacts) -> list[Found]:
    """Run the rules on nodes in one walk over the dialog, and the rules on tasks once."""
    found: list[Found] = []
    by_kind: dict[str, list[ChosenRule]] = defaultdict(list)
    for entry in chosen:
        if entry.rule.scope == "task":
            found += [(entry, facts, item) for item in _run(entry, facts.task, facts)]
        for kind in entry.rule.kinds:
            by_kind[kind].append(entry)
    for node, pointer, _ in facts.placed:
        for entry in by_kind.get(node.type, ()):
            for item in _run(entry, node, facts):
                placed = item
                if isinstance(item, Problem):
                    placed = replace(item, pointer=pointer + item.pointer, node=item.node or node.id)
                found.append((entry, facts, placed))
    return found


def _check_bot(chosen: Sequence[ChosenRule], tasks: Sequence[TaskFacts], known: Known) -> list[Found]:
    bot = BotFacts(tasks, known)
    return [(entry, item.dialog, item) for entry in chosen if entry.rule.scope == "bot" for item in _run(entry, bot)]


def _run(entry: ChosenRule, *arguments: object) -> list[Problem | Unchecked]:
    rule = entry.rule
    try:
        return list(rule.check(*arguments, *([entry.options] if entry.options is not None else [])))
    except Exception as error:
        first = arguments[0]
        name = getattr(first, "id", None) or getattr(first, "name", None) or "the bot"
        raise RuleBugError(f"the rule {rule.name} raised on {name}: {type(error).__name__}: {error}") from error


def _findings(problems: Iterable[tuple[ChosenRule, TaskFacts | None, Problem]], known: Known) -> tuple[Finding, ...]:
    """Look up the places of one file's findings in one pass over its text."""
    by_task: dict[int, tuple[TaskFacts | None, list[tuple[ChosenRule, Problem]]]] = {}
    for entry, facts, problem in problems:
        by_task.setdefault(id(facts), (facts, []))[1].append((entry, problem))
    findings = []
    for facts, entries in by_task.values():
        text = facts.document.text if facts else None
        where = places(text, {problem.pointer for _, problem in entries}) if text is not None else {}
        findings += [
            _finding(entry, facts, problem, where.get(problem.pointer, (1, 1)), known) for entry, problem in entries
        ]
    unique = {_order(finding): finding for finding in findings}
    return tuple(unique[key] for key in sorted(unique))


def _finding(
    entry: ChosenRule, facts: TaskFacts | None, problem: Problem, place: tuple[int, int], known: Known
) -> Finding:
    witness = problem.witness
    if witness is None:
        witness = facts.witness(problem.node) if facts and problem.node else ()
    return Finding(
        rule=entry.rule.name,
        severity=entry.severity_of(problem.severity),
        message=problem.message,
        path=facts.document.path if facts else known.path,
        line=place[0],
        column=place[1],
        pointer=problem.pointer,
        dialog=facts.task.name if facts else None,
        node=problem.node,
        witness=witness,
    )


def _order(finding: Finding) -> tuple[str, str, int, int, str, str, str]:
    return (
        finding.path,
        finding.dialog or "",
        finding.line,
        finding.column,
        finding.pointer,
        finding.rule,
        finding.message,
    )


def _not_checked(
    unchecked: Iterable[tuple[ChosenRule, TaskFacts | None, Unchecked]], known: Known
) -> tuple[NotChecked, ...]:
    entries = {
        (facts.document.path if facts else known.path, entry.rule.name, item.reason) for entry, facts, item in unchecked
    }
    return tuple(NotChecked(rule=rule, path=path, reason=reason) for path, rule, reason in sorted(entries))
