"""How a rule puts right what it found: edits in terms of the dialog, whoever wrote it, and whether they are safe.

A fix is *safe* when the bot does the same before and after, and nothing is lost that its author may have meant. All
others change what the bot does, mostly for the better, and are only made when asked for (``--unsafe-fixes``).
"""

from __future__ import annotations

from typing import NamedTuple

from xogen.formats.edits import AnyEdit, Move


class Fix(NamedTuple):
    """What to change.

    Attributes:
        words: what it does, in the imperative: ``remove the second condition``.
        edits: what changes. The pointers start where the problem's does: at the node for a rule on node kinds, at the
            dialog for all others, at ``known.bot.data`` or ``config.json`` for a problem about the export. They name
            the dialog as the model has it; where it stands in its file is not the rule's business.
        safe: whether the bot does the same afterwards.
    """

    words: str
    edits: tuple[AnyEdit, ...]
    safe: bool = True

    def below(self, pointer: str) -> Fix:
        """Return the fix with pointers that start higher up."""
        return self._replace(edits=tuple(_below(edit, pointer) for edit in self.edits))


def safe(words: str, *edits: AnyEdit) -> Fix:
    """Return a fix after which the bot does the same."""
    return Fix(words, edits)


def unsafe(words: str, *edits: AnyEdit) -> Fix:
    """Return a fix that changes what the bot does, or takes away what its author may have meant."""
    return Fix(words, edits, safe=False)


def _below(edit: AnyEdit, pointer: str) -> AnyEdit:
    if isinstance(edit, Move):
        return Move(pointer + edit.pointer, pointer + edit.to)
    return edit._replace(pointer=pointer + edit.pointer)
