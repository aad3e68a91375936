"""Snapshots as files that people review: one a case, text as it is."""

from __future__ import annotations

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class TextFile(SingleFileSnapshotExtension):
    """A snapshot that is the text itself."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class JsonFile(TextFile):
    file_extension = "json"


class CanvasFile(TextFile):
    file_extension = "gv"


class ScriptFile(TextFile):
    file_extension = "js"


class HtmlFile(TextFile):
    file_extension = "html"
