"""The JSON files of an export, wherever they lie: read within bounds, and never written anywhere."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from xogen.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

LARGEST = 256 * 1024 * 1024
"""Bytes of a file, and of all files of a zip together; the largest of 66 public bots has 3.5 MiB."""

MOST_MEMBERS = 10_000
"""Files in a zip; real ones hold two to ten."""

_BESIDES = re.compile(r"icon\.png|tableDefinition_.*\.json")
"""What the platform puts beside a bot and its configuration."""

_ENCRYPTED = 0x1
_END_AND_COMMENT = 22 + 65_535
"""Bytes at the end of a zip among which its directory is named."""
_ENTRY = 512
"""Bytes of a file's entry in a zip's directory, more than any real one takes."""
_SMALL, _DENSEST = 4 * 1024 * 1024, 200
"""A file that unpacks to more bytes, and to more times its size: exports pack 5 to 20 to 1, a bomb 1,000 to 1."""
_AGAIN = "export the bot again, or name the definition's own file"


@dataclass
class FileSet:
    """The JSON files of one export.

    Attributes:
        path: what the user named.
        names: the files' names, sorted; in a zip with their folders.
        single: whether the user named a file, so that it is the definition whatever it is called.
    """

    path: str
    names: Sequence[str]
    single: bool = False
    root: Path | None = None
    content: Mapping[str, bytes] = field(default_factory=dict)
    _read: dict[str, bytes] = field(default_factory=dict)

    def shown(self, name: str) -> str:
        """Return a file's path as the user knows it: ``bot.zip/botDefinition.json``."""
        return str(self.root / name) if self.root is not None else f"{self.path}/{name}"

    def others(self) -> Mapping[str, bytes]:
        """Return the files that belong to an export besides the bot's: all of a zip, the platform's own of a folder."""
        if self.root is None:
            return self.content
        names = sorted(
            entry.name for entry in self.root.iterdir() if _BESIDES.fullmatch(entry.name) and entry.is_file()
        )
        return {name: read_bounded(self.root / name) for name in names}

    def bytes_of(self, name: str) -> bytes:
        """Return what a file holds.

        Raises:
            InputError: it is larger than any export.
        """
        if self.root is None:
            return self.content[name]
        if name not in self._read:
            self._read[name] = read_bounded(self.root / name)
        return self._read[name]


def open_files(path: Path) -> FileSet:
    """Return the JSON files that belong to what a user named: a file and its neighbours, a folder, a zip.

    Raises:
        NotFoundError: there is nothing.
        InputError: the zip is broken, too large, or not safe to open.
    """
    if path.is_dir():
        return FileSet(str(path), _json_names(path), root=path)
    if not path.exists():
        raise NotFoundError("there is no such file or folder", where=str(path))
    with path.open("rb") as file:
        start = file.read(4)
    if start in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _zip(path)
    if path.suffix.lower() == ".zip":
        raise InputError("this is no zip", where=str(path), hint=_AGAIN)
    neighbours = [name for name in _json_names(path.parent) if name == "config.json" and name != path.name]
    return FileSet(str(path), [path.name, *neighbours], single=True, root=path.parent)


def read_bounded(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        InputError: it is larger than any export.
    """
    with path.open("rb") as file:
        # A buffer of the largest size takes longer to make than most files take to read.
        size = min(os.fstat(file.fileno()).st_size, LARGEST)
        data = file.read(size + 1)
        if len(data) > size:
            data += file.read(LARGEST - size)
    if len(data) > LARGEST:
        raise _too_large(str(path))
    return data


def _json_names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if entry.name.lower().endswith(".json") and entry.is_file())


def _too_large(where: str) -> InputError:
    return InputError(
        f"this is larger than {LARGEST // 1024 // 1024} MB: no bot export is",
        where=where,
        hint="name the botDefinition.json or appDefinition.json of an export",
    )


def _zip(path: Path) -> FileSet:
    from zipfile import BadZipFile, LargeZipFile, ZipFile
    from zlib import error as ZlibError  # noqa: N812 - it is an exception

    if path.stat().st_size > LARGEST:
        raise _too_large(str(path))
    _check_directory(path)
    try:
        with ZipFile(path) as archive:
            members = _members(archive, str(path))
            content = {member.filename: _content(archive, member, str(path)) for member in members}
    except (BadZipFile, LargeZipFile, ZlibError, EOFError, NotImplementedError, ValueError, OverflowError) as error:
        words = str(error) or type(error).__name__
        raise InputError(f"this zip is broken: {words[:1].lower()}{words[1:]}", where=str(path), hint=_AGAIN) from None
    return FileSet(str(path), sorted(filter(_is_json, content)), content=content)


def _check_directory(path: Path) -> None:
    """Refuse a zip whose list of files is itself a bomb, before anything reads that list."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_AND_COMMENT))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if size > MOST_MEMBERS * _ENTRY:
        raise _too_many(str(path))


def _members(archive: ZipFile, path: str) -> list[ZipInfo]:
    """Return the files of a zip, all of whose names and sizes are sound."""
    every = archive.infolist()
    if len(every) > MOST_MEMBERS:
        raise _too_many(path)
    for member in every:
        _check_name(member, path)
    found = [each for each in every if not each.is_dir() and not each.filename.startswith("__MACOSX/")]
    seen: set[str] = set()
    for member in found:
        if member.filename in seen:
            raise InputError("this zip holds the file twice", where=f"{path}/{member.filename}", hint=_AGAIN)
        seen.add(member.filename)
        _check_size(member, path)
    if sum(member.file_size for member in found) > LARGEST:
        raise _too_large(path)
    return found


def _is_json(name: str) -> bool:
    return name.lower().endswith(".json")


def _check_name(member: ZipInfo, path: str) -> None:
    """Refuse names that lead out of the zip. Nothing is unpacked, but whoever packed such a zip meant harm."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts:
        raise InputError(f"this zip holds a file that leads out of it: {name!r}", where=path, hint=_AGAIN)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InputError(f"this zip holds a link: {name!r}", where=path, hint=_AGAIN)


def _check_size(member: ZipInfo, path: str) -> None:
    where = f"{path}/{member.filename}"
    if member.flag_bits & _ENCRYPTED:
        raise InputError("this file is encrypted", where=where, hint="unpack the zip with its password first")
    if member.file_size > LARGEST:
        raise _too_large(where)
    if member.file_size > _SMALL and member.file_size > member.compress_size * _DENSEST:
        raise InputError("this zip is a bomb: it unpacks to far more than an export", where=where, hint=_AGAIN)


def _content(archive: ZipFile, member: ZipInfo, path: str) -> bytes:
    with archive.open(member) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large(f"{path}/{member.filename}")
    return data


def _too_many(path: str) -> InputError:
    return InputError(f"this zip holds more than {MOST_MEMBERS} files: no bot export does", where=path, hint=_AGAIN)
