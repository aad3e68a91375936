"""What changed between two bot exports: dialogs as dialogs, every other key by its place. Nothing goes unsaid.

Each node is compared twice: as the model has it, and as the platform wrote it. What the second shows and the first
explains is said once; what only the second shows is said by the platform's own keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from xogen.diff.bots import Compared, compared
from xogen.diff.changes import value_changes
from xogen.diff.noise import ORDER_OF_LISTS, noise
from xogen.diff.parts import Part
from xogen.diff.plain import ABSENT, Leaf, leaves
from xogen.diff.redact import HIDDEN
from xogen.diff.sides import IDS, Sides, node_ref
from xogen.diff.wire import COMPONENTS, DIALOGS, NODES, SameIds, Wire, ids_of, listed_ids, paired_ids, translated
from xogen.formats.pointers import to_pointer
from xogen.model.bot import BotExport
from xogen.model.diff import BotDiff, Ignored, NodeChange, TaskDiff, ValueChange

CONFIG = "config.json"
ONE_CONFIG = "config.json, which only one side has"
_OWN = frozenset({"nodeId", "componentId", "componentIndex"})
_BESIDE = frozenset({"type"})
"""Keys that change with the text beside them: whether it is a text or a script."""


def diff_exports(old: BotExport, new: BotExport) -> BotDiff:
    """Return what changed from one export to another.

    Exports of equal meaning with other ids, positions or order are equal; what was ignored is counted. Any other
    difference of the two files is reported.
    """
    found = compared([dialog.task for dialog in old.dialogs], [dialog.task for dialog in new.dialogs])
    return _Exports(old, new, found).diff()


class _Exports:
    """Two exports, the dialogs of which were compared."""

    def __init__(self, old: BotExport, new: BotExport, found: Compared) -> None:
        self.found = found
        self.back = {two: one for one, two in found.pairs.items()}
        self.ignored: Counter[str] = Counter()
        self.old, self.new = Wire(old), Wire(new)
        ids = self._ids()
        if ids:
            self.ignored[IDS] += len(ids)
            self.old = Wire(old, translated(old.data, ids))
        self.outside = self._outside_leaves()
        self.same_ids = SameIds(self.old.data, self.new.data, self.outside)
        self.explained = _Places()
        self.compared: set[tuple[int, int]] = set()
        self.said: set[str] = set()
        self.strays = self._strays()
        self.names = {
            before.old.name: before.new.name for before in found.dialogs if before.old and before.new and before.renamed
        }

    def diff(self) -> BotDiff:
        """Return all changes."""
        dialogs = [self._located(index, diff) for index, diff in enumerate(self.found.dialogs)]
        dialogs = [self._dialog(index, diff) for index, diff in enumerate(dialogs)]
        values = (*self._components(), *self._outside(), *self._config())
        if any(second < first for first, second in pairwise(two for _, two in sorted(self.found.pairs.items()))):
            self.ignored[ORDER_OF_LISTS] += 1
        ignored = tuple(Ignored(what=what, count=count) for what, count in sorted(self.ignored.items()))
        return BotDiff(dialogs=tuple(dialogs), values=values, ignored=ignored)

    def _ids(self) -> Mapping[str, str]:
        """Return the new id of everything that both sides have and that has another one."""
        ids: dict[str, str] = {}
        for one, two in self._paired_ids():
            ids.setdefault(one, two)
        return {one: two for one, two in ids.items() if one != two}

    def _paired_ids(self) -> Iterator[tuple[str, str]]:
        for two, sides in self.found.both.items():
            one = self.back[two]
            at = self.old.bot.dialogs[one].pointer, self.new.bot.dialogs[two].pointer
            yield from paired_ids(self.old.value(at[0]), self.new.value(at[1]))
            for first, second in sides.pairs.items():
                here, there = self._stubs(sides, one, two, (first, second))
                yield from paired_ids(here, there)
                left, right = self.old.component(here), self.new.component(there)
                if left is not None and right is not None:
                    yield from paired_ids(self.old.components[left], self.new.components[right])
        yield from listed_ids(self.old.data, self.new.data)

    def _stubs(self, sides: Sides, one: int, two: int, pair: tuple[int, int]) -> tuple[Any, Any]:
        here, there = sides.old.all[pair[0]], sides.new.all[pair[1]]
        return self.old.value(self.old.stub(one, here)), self.new.value(self.new.stub(two, there))

    def _strays(self) -> frozenset[str]:
        """Return the ids of nodes, components and dialogs that only one side has: what lists them changes with them."""
        return frozenset(self._stray_ids(self.old, self.found.pairs, new=False)) | (
            frozenset(self._stray_ids(self.new, self.back, new=True))
        )

    def _stray_ids(self, wire: Wire, pairs: Mapping[int, int], *, new: bool) -> Iterator[str]:
        kept: set[str] = set()
        gone: list[str] = []
        for index, dialog in enumerate(wire.bot.dialogs):
            sides = self.found.both.get(index if new else pairs.get(index, -1)) if index in pairs else None
            if sides is None:
                gone += [value for _, value in ids_of(wire.value(dialog.pointer))]
            parts = self._parts(dialog, sides, new=new)
            for part in parts:
                stub = wire.value(wire.stub(index, part))
                place = wire.component(stub)
                ids = [value for _, value in ids_of(stub)]
                ids += [] if place is None else [value for _, value in ids_of(wire.components[place])]
                if sides is not None and part.index in (sides.back if new else sides.pairs):
                    kept.update(ids)
                else:
                    gone += ids
        yield from (value for value in gone if value not in kept)

    @staticmethod
    def _parts(dialog: Any, sides: Sides | None, *, new: bool) -> Iterable[Part]:  # noqa: ANN401 - a BotDialog
        if sides is not None:
            return (sides.new if new else sides.old).all
        from xogen.diff.parts import Parts

        return Parts(dialog.task).all

    def _located(self, index: int, diff: TaskDiff) -> TaskDiff:
        """Return a difference whose pointers lead into the files, and note which places it explains."""
        sides = self.found.both.get(index)
        if sides is None:
            return diff
        one = self.back[index]
        nodes = tuple(
            change.model_copy(update={"values": self._placed(change.values, one, index, change)})
            for change in diff.nodes
        )
        return diff.model_copy(update={"values": self._placed(diff.values, one, index, None), "nodes": nodes})

    def _placed(
        self, values: tuple[ValueChange, ...], one: int, two: int, change: NodeChange | None
    ) -> tuple[ValueChange, ...]:
        old, new = self.old.bot.dialogs[one], self.new.bot.dialogs[two]
        if change is not None and change.ways and change.new and change.old:
            sides = self.found.both[two]
            self.explained.add(old.locate(sides.old.all[change.old.index].pointer) + "/transitions")
            self.explained.add(new.locate(sides.new.all[change.new.index].pointer) + "/transitions")
        placed = []
        for value in values:
            pointer = (old if value.what == "removed" else new).locate(value.pointer)
            if pointer.count("/") > _COARSE + self.new.bot.prefix.count("/"):
                self.explained.add(pointer)
            placed.append(value.model_copy(update={"pointer": pointer}))
        return tuple(placed)

    def _dialog(self, index: int, diff: TaskDiff) -> TaskDiff:
        """Return a difference with what only the platform's own keys show."""
        sides = self.found.both.get(index)
        if sides is None:
            return diff
        one = self.back[index]
        more = {second: self._node(sides, one, index, (first, second)) for first, second in sorted(sides.pairs.items())}
        at = self.old.bot.dialogs[one].pointer, self.new.bot.dialogs[index].pointer
        here, there = self.old.value(at[0]), self.new.value(at[1])
        parts = frozenset({NODES, DIALOGS, *COMPONENTS, *(["lname"] if diff.renamed else [])})
        own = self._meant(leaves(_without(here, parts), _without(there, parts)), at, sides)
        return _joined(diff, sides, {place: values for place, values in more.items() if values}, own)

    def _node(self, sides: Sides, one: int, two: int, pair: tuple[int, int]) -> tuple[ValueChange, ...]:
        here, there = self._stubs(sides, one, two, pair)
        at = self.old.stub(one, sides.old.all[pair[0]]), self.new.stub(two, sides.new.all[pair[1]])
        left, right = self.old.component(here), self.new.component(there)
        # The inner nodes of a bot action stand in its component; what the stub holds of them are their options.
        inside = _OWN if left is not None and right is not None else _OWN | {NODES}
        found = self._meant(leaves(_without(here, inside), _without(there, inside)), at, sides)
        return found if left is None or right is None else (*found, *self._component(left, right, sides))

    def _component(self, left: int, right: int, sides: Sides | None) -> tuple[ValueChange, ...]:
        if (left, right) in self.compared:
            return ()
        self.compared.add((left, right))
        here, there = self.old.components[left], self.new.components[right]
        at = self.old.component_pointer(left), self.new.component_pointer(right)
        leave = frozenset({NODES, "name"} if sides is not None else ())
        return self._meant(leaves(_without(here, leave), _without(there, leave)), at, sides)

    def _components(self) -> tuple[ValueChange, ...]:
        """Return what changed in components that no node on both sides uses."""
        ones, twos = {left for left, _ in self.compared}, {right for _, right in self.compared}
        old = [component for index, component in enumerate(self.old.components) if index not in ones]
        new = [component for index, component in enumerate(self.new.components) if index not in twos]
        key = self.new.key
        return self._meant(leaves({key: old}, {key: new}), (self.old.bot.prefix, self.new.bot.prefix), None)

    def _outside_leaves(self) -> list[Leaf]:
        if self.new.bot.generation == "dialog" or self.old.bot.generation == "dialog":
            return []
        leave = frozenset({DIALOGS, *COMPONENTS})
        return leaves(_without(self.old.data, leave), _without(self.new.data, leave))

    def _outside(self) -> tuple[ValueChange, ...]:
        return self._meant(self.outside, (self.old.bot.prefix, self.new.bot.prefix), None)

    def _config(self) -> tuple[ValueChange, ...]:
        old, new = self.old.bot, self.new.bot
        if (old.config is None) != (new.config is None):
            self.ignored[ONE_CONFIG] += 1
        if old.config is None or new.config is None:
            return ()
        secured = {each.key for each in (*(old.variables or ()), *(new.variables or ())) if each.secured}
        return value_changes(
            leaf._replace(
                names=(CONFIG, *leaf.names),
                old=_veiled(leaf.old, secured, leaf),
                new=_veiled(leaf.new, secured, leaf),
            )
            for leaf in self._told(leaves(old.config, new.config), None)
        )

    def _meant(self, found: Iterable[Leaf], at: tuple[str, str], sides: Sides | None) -> tuple[ValueChange, ...]:
        """Return the changes that mean something and that no other change explains."""
        kept: list[ValueChange] = []
        for leaf in self._told(found, sides):
            base = at[0] if leaf.new is ABSENT else at[1]
            pointer = base + to_pointer(leaf.keys)
            if pointer not in self.said and not self.explained.covers(pointer):
                self.said.add(pointer)
                kept += value_changes([leaf], base)
        return tuple(kept)

    def _told(self, found: Iterable[Leaf], sides: Sides | None) -> Iterator[Leaf]:
        def renamed(text: str) -> str:
            return self.names.get(text) or (text if sides is None else sides.renamed(text))

        for leaf in found:
            why = noise(leaf, renamed) or (IDS if self._same_id(leaf) else None)
            if why is not None:
                self.ignored[why] += 1
            elif not self._follows(leaf):
                yield leaf

    def _same_id(self, leaf: Leaf) -> bool:
        return not self.strays.intersection((str(leaf.old), str(leaf.new))) and self.same_ids(leaf.old, leaf.new)

    def _follows(self, leaf: Leaf) -> bool:
        """Whether a list gained or lost an entry of a node or dialog that was added or removed itself."""
        value = leaf.new if leaf.old is ABSENT else leaf.old if leaf.new is ABSENT else None
        if isinstance(value, str):
            return value in self.strays
        return isinstance(value, Mapping) and any(
            isinstance(each, str) and each in self.strays for each in value.values()
        )


_COARSE = 2
"""Keys of a pointer to a whole dialog or component: what changed there cannot be told from it."""


class _Places:
    """Pointers of places that a change explains."""

    def __init__(self) -> None:
        self._exact: set[str] = set()
        self._above: set[str] = set()

    def add(self, pointer: str) -> None:
        """Take a place in."""
        self._exact.add(pointer)
        self._above.update(_ancestors(pointer))

    def covers(self, pointer: str) -> bool:
        """Whether a place is one of them, inside of one, around one, or the kind of one."""
        parent, _, last = pointer.rpartition("/")
        return (
            pointer in self._exact
            or pointer in self._above
            or any(above in self._exact for above in _ancestors(pointer))
            or (last in _BESIDE and f"{parent}/text" in self._exact)
        )


def _ancestors(pointer: str) -> Iterator[str]:
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


def _without(value: Any, keys: frozenset[str]) -> Any:  # noqa: ANN401 - any JSON
    return {key: each for key, each in value.items() if key not in keys} if isinstance(value, Mapping) else value


def _veiled(value: Any, secured: set[str], leaf: Leaf) -> Any:  # noqa: ANN401 - any JSON
    """Hide the value of a variable that is kept secret."""
    hidden = leaf.names[-1:] == ("value",) and bool(secured.intersection(leaf.names[-2:-1]))
    return HIDDEN if hidden and isinstance(value, str) and value else value


def _joined(
    diff: TaskDiff, sides: Sides, more: Mapping[int, tuple[ValueChange, ...]], own: tuple[ValueChange, ...]
) -> TaskDiff:
    """Return a difference with more changes of its nodes, by their new index, and of its own."""
    if not more and not own:
        return diff
    waiting = dict(sorted(more.items()))
    nodes: list[NodeChange] = []
    for change in diff.nodes:
        if change.new is not None:
            nodes += _until(change.new.index, sides, waiting)
            extra = waiting.pop(change.new.index, ()) if change.what == "changed" else ()
            nodes.append(change.model_copy(update={"values": (*change.values, *extra)}) if extra else change)
        else:
            nodes.append(change)
    nodes += _until(None, sides, waiting)
    return diff.model_copy(update={"what": "changed", "values": (*diff.values, *own), "nodes": tuple(nodes)})


def _until(index: int | None, sides: Sides, waiting: dict[int, tuple[ValueChange, ...]]) -> Iterator[NodeChange]:
    """Yield changes of nodes that stand before an index."""
    for place in [place for place in waiting if index is None or place < index]:
        old, new = sides.old.all[sides.back[place]], sides.new.all[place]
        yield NodeChange(
            what="changed",
            old=node_ref(sides.old, old),
            new=node_ref(sides.new, new),
            values=waiting.pop(place),
        )
