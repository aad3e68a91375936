"""Edits of a JSON text: named places change, and every other byte stays as it was spelt.

All pointers of one call name places in the text as it is before the call. What is put in is laid out like what stands
around it: indentation, line ends, white space after colons, escapes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from xogen.formats.pointers import split_pointer
from xogen.formats.spans import skip_space, skip_value

if TYPE_CHECKING:
    from xogen.formats.json_style import Style
    from xogen.formats.members import Container, Path

LAST = "-"
"""The key behind the last item of a list, as in JSON Patch."""

G = TypeVar("G")


class Edit(NamedTuple):
    """Put a value where another stands."""

    pointer: str
    value: Any


class Removal(NamedTuple):
    """Take out a member of an object or an item of a list, with its comma and its line."""

    pointer: str


class Insertion(NamedTuple):
    """Put in a member, or an item before the one that ``pointer`` names; ``/nodes/-`` is behind the last one.

    ``before`` names keys of an object: the member comes before the first of them that is there, else last. Several
    items at one place keep the order in which they are given.
    """

    pointer: str
    value: Any
    before: tuple[str, ...] = ()


class Move(NamedTuple):
    """Take an item of a list to before the one that ``to`` names; ``/nodes/0/transitions/-`` is behind the last one."""

    pointer: str
    to: str


AnyEdit = Edit | Removal | Insertion | Move


class EditError(ValueError):
    """An edit names a place that is not there, or two edits fall on one place."""


def apply_edits(text: str, edits: Iterable[AnyEdit]) -> str:
    """Return the text with some places changed.

    Args:
        text: JSON that ``read_json`` takes; a byte order mark and its line ends stay.
        edits: what to change, in any order; of each two, neither may lie in what the other changes.

    Raises:
        EditError: a place is not there, a member is there already, or two edits fall on one place.
    """
    several = list(edits)
    if not several:
        return text
    # Rules that make edits are loaded for every check; what carries edits out, only here.
    from xogen.formats.json_style import Style
    from xogen.formats.members import containers

    together = set(compatible([edit] for edit in several))
    twice = next((edit for index, edit in enumerate(several) if index not in together), None)
    if twice is not None:
        raise EditError(f"two edits fall on one place: {twice.pointer}")
    style = Style(text)
    whole = next((edit for edit in several if not edit.pointer), None)
    if whole is not None:
        return _replace_whole(text, whole, style)
    by_container: dict[Path, list[AnyEdit]] = defaultdict(list)
    for edit in several:
        by_container[split_pointer(edit.pointer)[:-1]].append(edit)
    found = containers(text, by_container)
    splices: list[tuple[int, int, str]] = []
    for path, own in by_container.items():
        if path not in found:
            raise EditError(f"there is nothing at {own[0].pointer}")
        splices += _Change(text, style, found[path]).splices(own)
    return _spliced(text, splices)


def compatible(groups: Iterable[Sequence[AnyEdit]]) -> list[int]:
    """Choose groups of edits that can be applied at once: each with all its edits, the earlier one first.

    Args:
        groups: edits that belong together, the more important ones first.

    Returns:
        The indices of the chosen groups. What is left out falls on a place of a chosen one, and may be tried again
        when that is done.
    """
    taken = _Taken()
    return [index for index, group in enumerate(groups) if taken.take(group)]


class _Taken:
    """The places that are spoken for: what is changed whole, what lies above a change, and where something comes in."""

    def __init__(self) -> None:
        self._whole: set[Path] = set()
        self._above: set[Path] = set()
        self._gaps: set[Path] = set()

    def take(self, group: Sequence[AnyEdit]) -> bool:
        """Take the places of some edits, all or none."""
        added: list[tuple[set[Path], Path]] = []
        for edit in group:
            path = split_pointer(edit.pointer)
            above = [path[:depth] for depth in range(len(path))]
            if any(parent in self._whole for parent in above) or not self._is_free(path, edit):
                for places, place in added:
                    places.remove(place)
                return False
            own = self._gaps if isinstance(edit, Insertion) else self._whole
            new = [(own, path), *((self._above, parent) for parent in above)]
            for places, place in new:
                if place not in places:
                    places.add(place)
                    added.append((places, place))
        return True

    def _is_free(self, path: Path, edit: AnyEdit) -> bool:
        """Say whether a place may be taken. Items may come in before one that goes, and several at one place."""
        if isinstance(edit, Insertion):
            return _is_item(path) or not (path in self._gaps or path in self._whole)
        return not (path in self._whole or path in self._above or (path in self._gaps and not _is_item(path)))


def _is_item(path: Path) -> bool:
    return bool(path) and (path[-1] == LAST or path[-1].isdecimal())


class _Change(NamedTuple):
    """What happens to one container."""

    text: str
    style: Style
    container: Container

    def splices(self, edits: Sequence[AnyEdit]) -> list[tuple[int, int, str]]:
        """Return the parts of the text that are replaced, and by what."""
        splices = []
        gone: set[int] = set()
        put: dict[int, list[str]] = defaultdict(list)
        come = [edit.pointer for edit in edits if isinstance(edit, Insertion)]
        if not self.container.array and len(set(come)) < len(come):
            # A key may look like the number of an item, of which any number may come in.
            raise EditError(f"two edits fall on one place: {next(path for path in come if come.count(path) > 1)}")
        margin = self._margin() if come else None
        for edit in edits:
            match edit:
                case Edit():
                    splices.append(self._replaced(edit))
                case Removal():
                    gone.add(self._index(edit.pointer))
                case Insertion():
                    key = None if self.container.array else split_pointer(edit.pointer)[-1]
                    put[self._gap(edit)].append(self.style.write(edit.value, margin, key))
                case Move():
                    index = self._index(edit.pointer)
                    member = self.container.members[index]
                    gone.add(index)
                    put[self._target(edit)].append(self.text[member.start : member.end])
        return splices + (self._joined(gone, put) if gone or put else [])

    def _joined(self, gone: set[int], put: dict[int, list[str]]) -> list[tuple[int, int, str]]:
        """Join anew what stands between two members that stay, wherever something goes or comes between them."""
        members = self.container.members
        stay = [index for index in range(len(members)) if index not in gone]
        splices = []
        for left, right in zip([-1, *stay], [*stay, len(members)], strict=True):
            new = [written for index in range(left + 1, right + 1) for written in put.get(index, ())]
            if not new and right == left + 1:
                continue
            start = members[left].end if left >= 0 else self.container.start + 1
            end = members[right].start if right < len(members) else self.container.end - 1
            splices.append((start, end, self._between(left, new, right)))
        return splices

    def _between(self, left: int, new: Sequence[str], right: int) -> str:
        """Write what stands between two members, or between a bracket and a member."""
        members = self.container.members
        first, last = left < 0, right == len(members)
        head, comma, tail = self._spaces()
        if new:
            return f"{head if first else comma}{comma.join(new)}{tail if last else comma}"
        if first or last:
            return "" if first and last else head if first else tail
        return self.text[members[right - 1].end : members[right].start]

    def _spaces(self) -> tuple[str, str, str]:
        """Return what stands after the opening bracket, between two members, and before the closing one."""
        members, text = self.container.members, self.text
        if members:
            head = text[self.container.start + 1 : members[0].start]
            tail = text[members[-1].end : self.container.end - 1]
            if len(members) > 1:
                return head, text[members[0].end : members[1].start], tail
            return head, f",{head}" if "\n" in head else self.style.comma, tail
        margin = self.style.margin_of_members(self.container)
        if margin is None:
            return "", self.style.comma, ""
        line = f"{self.style.newline}{margin}"
        return line, f",{line}", f"{self.style.newline}{self.style.margin(self.container.start)}"

    def _replaced(self, edit: Edit) -> tuple[int, int, str]:
        member = self.container.members[self._index(edit.pointer)]
        margin = self.style.margin_of_value(member.value, member.end)
        return member.value, member.end, self.style.write(edit.value, margin)

    def _margin(self) -> str | None:
        """Return the margin of what comes in: what stands beside values of one line takes one line, too."""
        if any(self._is_one_line(index) for index in range(len(self.container.members))):
            return None
        return self.style.margin_of_members(self.container)

    def _is_one_line(self, index: int) -> bool:
        """Say whether a member holds something and is written in one line although it need not be."""
        member = self.container.members[index]
        value = self.text[member.value : member.end]
        return value[0] in "[{" and "\n" not in value and bool(value[1:-1].strip())

    def _index(self, pointer: str) -> int:
        index = self.container.find(split_pointer(pointer)[-1])
        if index is None:
            raise EditError(f"there is nothing at {pointer}")
        return index

    def _gap(self, edit: Insertion) -> int:
        """Return the index of the member that it comes before."""
        if self.container.array:
            return self._item_gap(edit.pointer)
        key = split_pointer(edit.pointer)[-1]
        if self.container.find(key) is not None:
            raise EditError(f"there is something at {edit.pointer} already")
        keys = [member.key for member in self.container.members]
        return next((index for index, there in enumerate(keys) if there in edit.before), len(keys))

    def _target(self, edit: Move) -> int:
        if not self.container.array or split_pointer(edit.to)[:-1] != split_pointer(edit.pointer)[:-1]:
            raise EditError(f"{edit.pointer} is no item that can go to {edit.to}: items move within their list")
        return self._item_gap(edit.to)

    def _item_gap(self, pointer: str) -> int:
        key, count = split_pointer(pointer)[-1], len(self.container.members)
        return count if key in {LAST, str(count)} else self._index(pointer)


def _replace_whole(text: str, edit: AnyEdit, style: Style) -> str:
    if not isinstance(edit, Edit):
        raise EditError("the document as a whole can be replaced, and nothing else")
    start = skip_space(text, 0)
    end = skip_value(text, start)
    margin = "" if style.lines else None
    return text[:start] + style.write(edit.value, margin) + text[end:]


def _spliced(text: str, splices: Iterable[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, new in sorted(splices):
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])
