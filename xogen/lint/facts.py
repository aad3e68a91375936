"""What rules share: computed once a dialog, when the first rule asks.

Rules see model values only, never files, so that dialogs of a project and dialogs of a bot export are checked alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.lint.answers import Answers
from xogen.lint.calls import is_yes
from xogen.lint.known import Known
from xogen.lint.loops import may_wait
from xogen.lint.org_calls import OrgCall, may_ask, org_calls
from xogen.lint.personal import Personal
from xogen.lint.remarks import Remarked, ScriptOf, remarks_on, scripts_in
from xogen.lint.said import Said, Shown, said_in, shown_in
from xogen.lint.sign_in import SignIn
from xogen.lint.uses import Use, uses_of
from xogen.lint.ways_out import Conditional, WaysOut, ways_out
from xogen.model.conditions import Condition, EntityTest, IntentTest, in_words
from xogen.model.dialog import DialogTask
from xogen.model.nearest import did_you_mean, only_nearest
from xogen.model.nodes import BotActionNode, DialogCallNode, Node
from xogen.model.once import once

if TYPE_CHECKING:
    from xogen.lint.call_chains import CallChains
    from xogen.lint.user_text import UserText
    from xogen.lint.wire_bot import WireBot
    from xogen.script.review import Kind


MOST_COMPARED = 50_000
"""Names of one kind that are compared in one dialog to find the one that was meant: a quarter of a second."""


class Document(NamedTuple):
    """One dialog to check.

    Attributes:
        path: its file as the user knows it. The dialogs of a bot export share one.
        task: the dialog.
        text: the file's text. What is known of an export has that of its dialogs; without any, findings are in line 1.
        locate: turns a pointer into ``task`` into one into the file, where the file is no dialog file of ours.
        flows: whether the nodes are at hand; without them only what a dialog is called can be checked.
    """

    path: str
    task: DialogTask
    text: str | None = None
    locate: Callable[[str], str] | None = None
    flows: bool = True


class Placed(NamedTuple):
    """A node, the pointer to it, and the bot action it stands in."""

    node: Node
    pointer: str
    parent: BotActionNode | None = None


class _Laid(NamedTuple):
    placed: tuple[Placed, ...]
    kinds: Mapping[str, Sequence[Placed]]
    by_id: Mapping[str, Placed]
    by_component: Mapping[str, Sequence[Placed]]


class TaskFacts:
    """What rules may ask about one dialog."""

    def __init__(self, document: Document, known: Known) -> None:
        """Compute nothing yet."""
        self.document = document
        self.task = document.task
        self.known = known
        self._compared: dict[str, int] = {}

    @once
    def placed(self) -> tuple[Placed, ...]:
        """Every node with its pointer, those inside a bot action right after it."""
        return self._laid.placed

    @property
    def kinds(self) -> Mapping[str, Sequence[Placed]]:
        """The nodes by their kind, each kind in the order of ``placed``."""
        return self._laid.kinds

    @once
    def _laid(self) -> _Laid:
        """One walk for what is asked of every dialog."""
        found: list[Placed] = []
        kinds: dict[str, list[Placed]] = {}
        by_id: dict[str, Placed] = {}
        by_component: dict[str, list[Placed]] = {}
        todo = [Placed(outer, f"/nodes/{index}") for index, outer in enumerate(self.task.nodes)][::-1]
        while todo:
            place = todo.pop()
            node = place.node
            found.append(place)
            kinds.setdefault(node.type, []).append(place)
            by_id.setdefault(node.id, place)
            by_component.setdefault(node.component, []).append(place)
            if node.type == "bot-action":
                at = f"{place.pointer}/nodes"
                todo.extend([Placed(each, f"{at}/{number}", node) for number, each in enumerate(node.nodes)][::-1])
        return _Laid(tuple(found), kinds, by_id, by_component)

    def of_kind(self, kind: str) -> Sequence[Placed]:
        """Return the nodes of one kind."""
        return self.kinds.get(kind, ())

    @once
    def by_id(self) -> Mapping[str, Placed]:
        """The first node of each id."""
        return self._laid.by_id

    @once
    def ways(self) -> WaysOut:
        """The ways out of the nodes."""
        return ways_out(self.placed)

    @once
    def said(self) -> Said:
        """What the nodes say, show and run."""
        return said_in(self.placed)

    @once
    def scripts(self) -> Sequence[ScriptOf]:
        """The scripts of the nodes, in their order."""
        return tuple(scripts_in(self.said.scripted))

    @once
    def remarks(self) -> Mapping[Kind, Sequence[Remarked]]:
        """What there is to say about the scripts, by its kind."""
        return remarks_on(self.scripts)

    @once
    def shown(self) -> Sequence[Shown]:
        """The values that nodes show to the user."""
        return tuple(shown_in(self.said))

    @once
    def leading(self) -> Mapping[str, Sequence[tuple[Placed, int]]]:
        """The ways that lead to each target, by their nodes and indices."""
        found: dict[str, list[tuple[Placed, int]]] = {}
        for place in self.placed:
            for index, way in enumerate(place.node.transitions):
                found.setdefault(way.to, []).append((place, index))
        return found

    @property
    def by_component(self) -> Mapping[str, Sequence[Placed]]:
        """The nodes by the name of their component."""
        return self._laid.by_component

    @property
    def components(self) -> AbstractSet[str]:
        """The names of all components."""
        return self.by_component.keys()

    @once
    def services(self) -> frozenset[str]:
        """The names of the components that call a service."""
        return frozenset([place.node.component for place in self.of_kind("service")])

    @once
    def graph(self) -> DialogGraph:
        """The dialog's graph and its answers: reachability, dominators, components, witnesses."""
        return DialogGraph(self.task)

    @once
    def sign_in(self) -> SignIn:
        """What the dialog does to have its users signed in."""
        return SignIn(self.graph)

    @property
    def conditions(self) -> Sequence[Conditional]:
        """Every condition, with the node it stands at and the index of its transition."""
        return self.ways.conditions

    @once
    def restless(self) -> Sequence[tuple[str, ...]]:
        """The loops in which nobody is waited for."""
        nodes = self.graph.nodes
        return self.graph.circles(lambda node: not may_wait(nodes[node]))

    @once
    def answers(self) -> Answers:
        """Where the answers of services are read."""
        return Answers(self.graph)

    @once
    def personal(self) -> Personal:
        """What holds personal data that users are asked for."""
        return Personal(self)

    @once
    def secrets(self) -> Personal:
        """What holds passwords, codes and the like that users are asked for."""
        return Personal(self, secrets_only=True)

    @once
    def unconfirmed(self) -> walks.Ways:
        """The ways from the start without the yes of a confirmation. The yes to signing in is none."""
        graph, signing_in = self.graph, self.sign_in.questions
        open_ways = {
            node: tuple(edge.target for edge in edges if node in signing_in or not is_yes(graph, edge))
            for node, edges in graph.out_edges.items()
        }
        return walks.Ways({} if graph.start is None else walks.reach([graph.start], open_ways))

    @once
    def uses(self) -> tuple[Use, ...]:
        """Every read and write of the context in conditions, texts and scripts, in the order of the nodes."""
        return tuple(uses_of(self))

    @once
    def uses_by_name(self) -> Mapping[tuple[str, ...], Sequence[Use]]:
        """The uses by the first two names of their paths: ``("context", "entities")``, ``("env", "HOST")``."""
        found: defaultdict[tuple[str, ...], list[Use]] = defaultdict(list)
        for use in self.uses:
            found[use.path[:2]].append(use)
        return dict(found)

    def name(self, node_id: str) -> str:
        """Return the name by which a person knows a node: its component's; an exit or no node is its own name."""
        place = self.by_id.get(node_id)
        return node_id if place is None else place.node.component

    def words(self, condition: Condition) -> str:
        """Say a condition as a person reads it, with the names of nodes."""
        if isinstance(condition, EntityTest):
            condition = condition.model_copy(update={"entity": self.name(condition.entity)})
        elif isinstance(condition, IntentTest):
            condition = IntentTest(intent=self.name(condition.intent))
        return in_words(condition)

    @once
    def org_calls(self) -> tuple[OrgCall, ...]:
        """What the dialog asks of Salesforce, in the order of the nodes."""
        asking = {id(place) for place in (*self.of_kind("service"), *self.said.scripted) if may_ask(place.node)}
        if not asking:
            return ()
        action = self.task.action
        salesforce = action is None or action.name == "salesforce"
        places = [place for place in self.placed if id(place) in asking]
        return tuple([call for place in places for call in org_calls(place, salesforce=salesforce)])

    @once
    def entity_places(self) -> Mapping[str, Placed]:
        """The first entity node of each component name."""
        return {place.node.component: place for place in reversed(self.of_kind("entity"))}

    def did_you_mean(self, kind: str, name: str, choices: Collection[str]) -> str:
        """Return ``; did you mean 'x'?`` or nothing, as ``model.nearest`` does.

        A dialog with so many wrong names that to compare them all would take long is wrong in another way.

        Args:
            kind: what the name is of, another for each rule: names of each kind are counted by themselves, so that
                what a rule says does not hang on which others have run before it in the same process.
            name: the wrong name.
            choices: the right ones.
        """
        return did_you_mean(name, choices) if self._may_compare(kind, choices) else ""

    def only_nearest(self, kind: str, name: str, choices: Collection[str]) -> str | None:
        """Return the one choice that a name can have meant, within the bounds of ``did_you_mean``."""
        return only_nearest(name, choices) if self._may_compare(kind, choices) else None

    def _may_compare(self, kind: str, choices: Collection[str]) -> bool:
        count = self._compared[kind] = self._compared.get(kind, 0) + len(choices)
        return count < MOST_COMPARED

    def witness(self, node_id: str) -> tuple[str, ...]:
        """Return the path from the start to a node, or nothing when none leads there."""
        return self.graph.witness(node_id) if node_id in self.by_id else ()


class Call(NamedTuple):
    """A dialog that calls another, and the one that is called; ``None`` when it is not at hand."""

    caller: TaskFacts
    place: Placed
    node: DialogCallNode
    called: TaskFacts | None


class BotFacts:
    """What rules may ask about all dialogs together."""

    def __init__(self, tasks: Sequence[TaskFacts], known: Known) -> None:
        """Compute nothing yet."""
        self.tasks = tuple(tasks)
        self.known = known
        self._user_text: dict[int, UserText] = {}

    @once
    def calls(self) -> tuple[Call, ...]:
        """Every call of a dialog. The called one is known by its refId, else by its name."""
        by_name = {key: task for task in self.tasks[::-1] for key in (task.task.ref_id, task.task.name) if key}
        return tuple(
            Call(task, place, node, by_name.get(node.dialog_ref_id or "") or by_name.get(node.dialog))
            for task in self.tasks
            for place in task.of_kind("dialog-call")
            if (node := place.node).type == "dialog-call"
        )

    @once
    def read_keys(self) -> frozenset[str]:
        """The keys of the context that are not only written; ``[*]`` where that may be any."""
        from xogen.lint.uses import read_keys

        return frozenset(read_keys(self.tasks))

    @once
    def wire(self) -> WireBot | None:
        """The export that is checked, as the platform wrote it; ``None`` for dialog files."""
        from xogen.lint.wire_bot import WireBot

        bot = self.known.bot
        if bot is None:
            return None
        lined = self.known.lined.get(bot.path)
        return WireBot(bot, None if lined is None else lined.lines)

    @once
    def origin(self) -> WireBot | None:
        """The export that is checked, or that the dialog files were imported from: for what it says beside them."""
        from xogen.lint.wire_bot import WireBot

        bot = self.known.origin
        return self.wire if bot is None else WireBot(bot)

    @once
    def call_chains(self) -> CallChains:
        """The calls from dialog to dialog on which nobody is asked anything."""
        from xogen.lint.call_chains import CallChains

        return CallChains(self)

    def calls_of(self, task: TaskFacts) -> tuple[Call, ...]:
        """Return the calls that a dialog makes."""
        return self._made.get(id(task), ())

    def calls_to(self, task: TaskFacts) -> tuple[Call, ...]:
        """Return the calls that lead to a dialog."""
        return self._received.get(id(task), ())

    def user_text(self, task: TaskFacts) -> UserText:
        """Return what carries user text in a dialog."""
        from xogen.lint.user_text import UserText

        if id(task) not in self._user_text:
            self._user_text[id(task)] = UserText(task, self.calls_to(task))
        return self._user_text[id(task)]

    @once
    def _made(self) -> Mapping[int, tuple[Call, ...]]:
        return _grouped((id(call.caller), call) for call in self.calls)

    @once
    def _received(self) -> Mapping[int, tuple[Call, ...]]:
        return _grouped((id(call.called), call) for call in self.calls if call.called is not None)


def _grouped(pairs: Iterable[tuple[int, Call]]) -> Mapping[int, tuple[Call, ...]]:
    groups: dict[int, list[Call]] = {}
    for key, call in pairs:
        groups.setdefault(key, []).append(call)
    return {key: tuple(calls) for key, calls in groups.items()}
