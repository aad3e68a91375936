"""The folder ``describe/`` of a project: what lies there, and taking in what was pulled or saved by other tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from xogen.errors import InputError, NotFoundError
from xogen.formats.anonymise import anonymise
from xogen.formats.describe_lock import FILE, DescribeLock, DescribeOrigin, write_describe_lock
from xogen.formats.describes import Describe, describes_in, dump_describe
from xogen.formats.json_source import read_json
from xogen.model.nearest import did_you_mean
from xogen.model.sobject import SObject
from xogen.project.described import read_describe_folder_lock
from xogen.project.files import read_text
from xogen.project.workspace import DESCRIBES, Describes, find_config
from xogen.project.writes import write_all


def contents(root: Path) -> Mapping[str, bytes]:
    """Return the describes of a project as they stand in their files, by the object's name."""
    return {path.stem: path.read_bytes() for path in sorted((root / DESCRIBES).glob("*.json"))}


def saved_elsewhere(paths: Sequence[Path], names: Sequence[str], *, anonymous: bool) -> Mapping[str, str]:
    """Return the describes in files of other tools, written our way, by the object's name.

    Args:
        paths: the files.
        names: the objects that are wanted; all of them for no names.
        anonymous: leave out whose org it is.

    Raises:
        NotFoundError: a file is not there, or none of them describes a wanted object.
        InputError: a file holds no describe, or two describe one object.
    """
    found: dict[str, Describe] = {}
    for path in paths:
        if not path.is_file():
            raise NotFoundError("there is no such file", where=str(path))
        for data in describes_in(read_json(read_text(path), str(path)), str(path)):
            name = _checked(data, path)
            if name in found:
                raise InputError(f"{name} is described twice", where=str(path))
            found[name] = data
    by_fold = {name.casefold(): name for name in found}
    for name in names:
        if name.casefold() not in by_fold:
            raise NotFoundError(f"none of these files describes {name!r}{did_you_mean(name, found)}")
    wanted = [by_fold[name.casefold()] for name in names] or list(found)
    return {name: dump_describe(anonymise(found[name]) if anonymous else found[name]) for name in wanted}


def _checked(data: Describe, path: Path) -> str:
    """Return the name of a describe that can be used: a file will have that name."""
    try:
        name = SObject.from_describe(data).name
    except ValueError as error:
        raise InputError(f"this describe cannot be used: {error}".split("\n")[0], where=str(path)) from None
    if not name.isidentifier():
        raise InputError(f"this describes {name!r}, which is no name of an object", where=str(path))
    return name


def take_in(root: Path, files: Mapping[str, str], *, anonymous: bool) -> None:
    """Write describes that another tool saved, and note that nobody knows from when they are.

    Raises:
        MachineError: they cannot be written; nothing was changed.
    """
    find_config(root)
    lock = read_describe_folder_lock(root)
    origins = {**lock.describes, **{name: DescribeOrigin(anonymised=anonymous) for name in files}}
    keep(root, files, lock.model_copy(update={"describes": origins}))


def keep(root: Path, files: Mapping[str, str], lock: DescribeLock) -> None:
    """Write describes and what is noted of them, all or nothing.

    Raises:
        MachineError: they cannot be written; nothing was changed.
    """
    data = {f"{DESCRIBES}/{name}.json": text.encode() for name, text in sorted(files.items())}
    write_all(root, {**data, f"{DESCRIBES}/{FILE}": write_describe_lock(lock).encode()})


def find(root: Path, name: str) -> SObject:
    """Return the describe of an object, whose name may be written in any case.

    Raises:
        NotFoundError: there is none; names the nearest, or the command that fetches it.
        InputError: its file is wrong.
    """
    find_config(root)
    describes = Describes(root / DESCRIBES)
    found = next((each for each in describes if each.casefold() == name.casefold()), None)
    if found is None:
        raise NotFoundError(
            f"there is no describe of {name!r}{did_you_mean(name, describes)}", hint=f"run: xogen describe pull {name}"
        )
    return describes[found]
