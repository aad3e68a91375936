"""Packs from the disk: our own, the project's, and those of installed distributions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from xogen.errors import InputError, NotFoundError, TemplateError
from xogen.formats.toml_source import read_toml, toml_line, validate
from xogen.model.nearest import did_you_mean, nearest
from xogen.packs.admission import check_version
from xogen.packs.environment import Renderer
from xogen.packs.manifest import Fragment, Origin, PackManifest, TaskTemplate, TemplatePack
from xogen.packs.problems import all_of
from xogen.packs.source import SourceFile
from xogen.packs.specs import FragmentSpec, TaskSpec
from xogen.packs.structure import fragment_problems, task_problems

ENTRY_POINTS = "xogen.packs"
MANIFEST = "pack.toml"
CASES = "cases"


def load_pack(folder: Path, *, shown: str | None = None, origin: Origin = "project") -> TemplatePack:
    """Read a pack completely and check its structure.

    Args:
        folder: where ``pack.toml`` lies.
        shown: how messages name the folder; the default is as it was given.
        origin: where the pack was found.

    Raises:
        NotFoundError: there is no ``pack.toml``.
        InputError: the first file that is wrong, with all its faults.
    """
    reader = PackReader(folder, shown or str(folder))
    manifest = reader.manifest()
    fragments = {name: reader.fragment(name) for name in reader.fragment_names()}
    return TemplatePack(
        manifest=manifest,
        templates={name: reader.template(manifest, name, fragments) for name in reader.task_names()},
        files=reader.digested(),
        digest=digest(reader.digested()),
        folder=reader.shown,
        origin=origin,
    )


class PackReader:
    """Reads the parts of one pack folder, each on its own, so that ``check`` can go on after a fault."""

    def __init__(self, folder: Path, shown: str) -> None:
        """List the folder's files; they are read when they are needed."""
        self.folder = folder
        self.shown = shown
        self._bytes: dict[str, bytes] = {}
        self.names = sorted(file.relative_to(folder).as_posix() for file in _files(folder))
        shared = {name: self.file(name) for name in self.names if name.startswith("shared/")}
        self.renderer = Renderer(shared)

    def file(self, name: str) -> SourceFile:
        """Return a text file of the pack."""
        path, data = f"{self.shown}/{name}", self._read(name)
        try:
            return SourceFile(path, data.decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise TemplateError("this file is not UTF-8", where=f"{path}:{line}", hint="save it as UTF-8") from None

    def manifest(self) -> PackManifest:
        """Return ``pack.toml``, checked; first its least xogen, because a newer pack may have keys we don't know."""
        self.require()
        source = self.file(MANIFEST)
        data = read_toml(source.text, source.path)
        needed = data.get("requires_xogen")
        if isinstance(needed, str):
            line = toml_line(source.text, ("requires_xogen",))
            name = str(data.get("name", self.folder.name))
            check_version(name, needed, f"{source.path}:{line}: requires_xogen")
        return validate(PackManifest, data, text=source.text, path=source.path)

    def require(self) -> None:
        """Raise ``NotFoundError`` if the folder is no pack."""
        if MANIFEST not in self.names:
            raise NotFoundError(f"there is no {MANIFEST}", where=self.shown, hint="a pack is a folder with a pack.toml")

    def task_names(self) -> list[str]:
        """Return the tasks, by folder."""
        parts = [name.split("/") for name in self.names]
        return [part[1] for part in parts if len(part) == 3 and part[0] == "tasks" and part[2] == "task.toml"]

    def fragment_names(self) -> list[str]:
        """Return the fragments, by file."""
        parts = [name.split("/") for name in self.names]
        return [
            part[1][:-5] for part in parts if len(part) == 2 and part[0] == "fragments" and part[1].endswith(".toml")
        ]

    def case_names(self, task: str) -> list[str]:
        """Return the files of a task's cases."""
        parts = [(name, name.split("/")) for name in self.names]
        return [
            name
            for name, part in parts
            if part[:3] == ["tasks", task, CASES] and len(part) == 4 and name.endswith(".toml")
        ]

    def fragment(self, name: str) -> Fragment:
        """Return a fragment, checked."""
        source = self.file(f"fragments/{name}.toml")
        data = read_toml(source.text, source.path)
        spec = validate(FragmentSpec, data, text=source.text, path=source.path)
        fragment = Fragment(name, spec, data, source, self._scripts("fragments/"))
        problems = fragment_problems(fragment)
        if problems:
            raise all_of(problems)
        return fragment

    def template(self, manifest: PackManifest, name: str, fragments: Mapping[str, Fragment]) -> TaskTemplate:
        """Return a task's template, checked."""
        source = self.file(f"tasks/{name}/task.toml")
        data = read_toml(source.text, source.path)
        spec = validate(TaskSpec, data, text=source.text, path=source.path)
        scripts = self._scripts(f"tasks/{name}/")
        problems = task_problems(spec, source, scripts, fragments)
        if problems:
            raise all_of(problems)
        return TaskTemplate(manifest, name, spec, data, source, scripts, fragments, self.renderer)

    def digested(self) -> Mapping[str, bytes]:
        """Return the files that decide what is generated: all but the cases."""
        return {name: self._read(name) for name in self.names if f"/{CASES}/" not in name}

    def _scripts(self, folder: str) -> Mapping[str, SourceFile]:
        found = [name for name in self.names if name.startswith(folder) and name.endswith(".js")]
        return {name.removeprefix(folder): self.file(name) for name in found if "/" not in name.removeprefix(folder)}

    def _read(self, name: str) -> bytes:
        if name not in self._bytes:
            self._bytes[name] = (self.folder / name).read_bytes()
        return self._bytes[name]


def digest(files: Mapping[str, bytes]) -> str:
    """Return the sha256 over sorted names and contents. Line ends do not count, because git may change them."""
    total = hashlib.sha256()
    for name in sorted(files):
        content = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


class Packs(Mapping[str, TemplatePack]):
    """Packs by name, sorted; each is read when it is asked for, so that a broken one disturbs nobody else."""

    def __init__(
        self,
        near: Mapping[str, Callable[[], TemplatePack]],
        far: Callable[[], Mapping[str, Any]],
        replaced: Mapping[str, str] | None = None,
    ) -> None:
        """Keep how to load each.

        Args:
            near: the project's and our own.
            far: finds those of installed distributions; asked only when the others do not suffice.
            replaced: the folder of each pack of the project that stands in place of one of ours.
        """
        self._near = dict(near)
        self.replaced = dict(replaced or {})
        self._far = far
        self._all: Mapping[str, Callable[[], TemplatePack]] | None = None
        self._loaded: dict[str, TemplatePack] = {}

    def __getitem__(self, name: str) -> TemplatePack:
        if name not in self._loaded:
            load = self._near.get(name) or self._sources().get(name)
            if load is None:
                raise KeyError(name)
            self._loaded[name] = load()
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._sources()))

    def __len__(self) -> int:
        return len(self._sources())

    def _sources(self) -> Mapping[str, Callable[[], TemplatePack]]:
        if self._all is None:
            self._all = {**self._far(), **self._near}
        return self._all

    def template(self, address: str) -> TaskTemplate:
        """Return a template by its address.

        Raises:
            NotFoundError: no such pack or template; names the nearest.
        """
        pack_name, _, task = address.partition("/")
        if pack_name in self and task in self[pack_name].templates:
            return self[pack_name].templates[task]
        raise NotFoundError(
            f"there is no template {address!r}{self._nearest(address)}", hint="see: xogen templates list"
        )

    def _nearest(self, address: str) -> str:
        pack_name, _, task = address.partition("/")
        if pack_name in self:
            own = self[pack_name].templates
            match = nearest(task, own)
            return f"; did you mean '{pack_name}/{match}'?" if match else f"; {pack_name} has: {', '.join(sorted(own))}"
        meant = nearest(pack_name, self) if task else None
        for name in (meant,) if meant else self:
            try:
                match = nearest(task or address, self[name].templates)
            except InputError:
                continue
            if match:
                return f"; did you mean '{name}/{match}'?"
        return did_you_mean(pack_name, self)


def find_packs(project_dir: Path | None) -> Packs:
    """Find all packs: bundled ones, those in the project's ``packs/``, and those of installed distributions.

    A project's pack wins over one of the same name: that is how a pack is adapted. Nothing is read yet.
    """
    sources: dict[str, Callable[[], TemplatePack]] = {}
    for folder in _folders(_bundled()):
        sources[folder.name] = _loader(folder, f"template_packs/{folder.name}", "bundled")
    replaced = {}
    for folder in _folders(project_dir / "packs") if project_dir else ():
        shown = f"packs/{folder.name}"
        if folder.name in sources:
            replaced[folder.name] = shown
        sources[folder.name] = _loader(folder, shown, "project")
    return Packs(sources, _installed, replaced)


def _loader(folder: Path, shown: str, origin: Origin) -> Callable[[], TemplatePack]:
    def load() -> TemplatePack:
        pack = load_pack(folder, shown=shown, origin=origin)
        if pack.manifest.name != folder.name and origin != "installed":
            raise TemplateError(
                f"the pack is named {pack.manifest.name!r}, but its folder is {folder.name!r}",
                where=f"{shown}/{MANIFEST}:1: name",
                hint="name both alike: the folder's name is how templates are addressed",
            )
        return pack

    return load


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(folder for folder in parent.iterdir() if (folder / MANIFEST).is_file())


def _bundled() -> Path:
    """Return where our own packs lie: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "template_packs"
    return inside if inside.is_dir() else package.parent / "template_packs"


def _installed() -> Mapping[str, Callable[[], TemplatePack]]:
    from importlib.metadata import entry_points

    found: dict[str, Callable[[], TemplatePack]] = {}
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: (point.name, point.value)):
        folder = _folder_of(point.value)
        if point.name in found:
            raise TemplateError(f"two installed distributions have a pack named {point.name!r}", where=point.value)
        if folder is not None:
            found[point.name] = _loader(folder, point.value, "installed")
    return found


def _folder_of(module: str) -> Path | None:
    """Return a package's folder without running the package."""
    from importlib.util import find_spec

    try:
        spec = find_spec(module)
    except ImportError:
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, no hidden ones; a folder that cannot be read raises, unlike with ``rglob``."""
    todo = [folder] if folder.is_dir() else []
    while todo:
        for path in todo.pop().iterdir():
            if _hidden(path.name):
                continue
            if path.is_dir() and not path.is_symlink():
                todo.append(path)
            elif path.is_file():
                yield path


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


__all__ = ["PackReader", "Packs", "digest", "find_packs", "load_pack"]
