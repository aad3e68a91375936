"""What the platform would refuse, mix up or not find, said before a package is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xogen.errors import InputError
from xogen.formats.wire.scope import TaskScope
from xogen.model.action import Action
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import DialogCallNode, Node, ServiceNode


def check(scopes: Sequence[TaskScope], actions: Collection[Action]) -> None:
    """Refuse names and reference IDs that are there twice, and services of an action or profile that is not there.

    Raises:
        InputError: naming the dialog, and the node.
    """
    _check_dialogs(scopes)
    _check_components(scopes)
    profiles = {action.settings.profile for action in actions if action.settings.profile}
    integrations = {action.name for action in actions}
    for scope in scopes:
        for node in scope.task.walk():
            if isinstance(node, ServiceNode):
                _check_known(scope, node, "authorization profile", node.profile, profiles)
                _check_known(scope, node, "action", node.integration, integrations)


def _check_dialogs(scopes: Sequence[TaskScope]) -> None:
    names: set[str] = set()
    titles: dict[str, str] = {}
    ref_ids: dict[str, str] = {}
    for scope in scopes:
        name = scope.task.name
        if name in names:
            raise InputError(f"two dialogs are called {name!r}", hint="each dialog needs a name of its own")
        names.add(name)
        other = titles.setdefault(scope.title.lower(), name)
        if other != name:
            raise InputError(
                f"the dialogs {other} and {name} have one title, {scope.title!r}",
                where=f"dialog {name}",
                hint="give one of them another title; the platform knows dialogs by it",
            )
        other = ref_ids.setdefault(scope.ref_id, name)
        if other != name:
            raise InputError(
                f"the dialogs {other} and {name} have one ref_id, {scope.ref_id}",
                where=f"dialog {name}",
                hint="remove it from the copy: an import would take the two for one dialog",
            )


def _check_components(scopes: Sequence[TaskScope]) -> None:
    """Names are unique, whatever their case, and so are reference IDs."""
    names: dict[str, tuple[str, str]] = {}
    ref_ids: dict[str, tuple[str, str]] = {}
    for scope, node in _components(scopes):
        key = scope.keys[node.id]
        place = (scope.task.name, key)
        first = names.setdefault(node.component.casefold(), place)
        if first != place:
            raise InputError(
                f"the component name {node.component!r} is taken by {first[1]} of the dialog {first[0]}",
                where=f"dialog {place[0]}: node {key}",
                hint="component names are unique in a bot: rename one of the nodes",
            )
        ref_id = scope.component_ref_id(node)
        first = ref_ids.setdefault(ref_id, place)
        if first != place:
            raise InputError(
                f"the ref_id {ref_id} is that of {first[1]} of the dialog {first[0]}, too",
                where=f"dialog {place[0]}: node {key}",
                hint="remove it from the copy: an import would take the two for one component",
            )


def _components(scopes: Sequence[TaskScope]) -> Iterator[tuple[TaskScope, Node]]:
    for scope in scopes:
        for node in scope.task.walk():
            if not isinstance(node, DialogCallNode):
                yield scope, node


def _check_known(scope: TaskScope, node: Node, what: str, name: str | None, known: Collection[str]) -> None:
    if name is not None and name not in known:
        raise scope.error(
            node,
            f"it uses the {what} {name!r}, which the bot does not have{did_you_mean(name, known)}",
            "the platform finds it by this name",
        )
