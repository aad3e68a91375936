"""What all checks of a pack look at, and how they say what they found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xogen.formats.explain import Keys
from xogen.formats.toml_source import toml_line
from xogen.model.finding import Finding, Severity
from xogen.packs.cases import Case
from xogen.packs.loader import MANIFEST, PackReader
from xogen.packs.manifest import Fragment, PackManifest, TaskTemplate
from xogen.packs.source import SourceFile
from xogen.packs.specs import IncludeSpec


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack that is being checked: all of it that could be read."""

    reader: PackReader
    manifest: PackManifest
    templates: Mapping[str, TaskTemplate]
    fragments: Mapping[str, Fragment]
    cases: Mapping[str, Case]

    @property
    def pack_file(self) -> SourceFile:
        """``pack.toml``."""
        return self.reader.file(MANIFEST)

    def texts(self, template: TaskTemplate) -> list[str]:
        """Return everything that is rendered for a task: its own files and its fragments'."""
        fragments = [
            template.fragments[spec.fragment]
            for spec in template.spec.nodes.values()
            if isinstance(spec, IncludeSpec) and spec.fragment in template.fragments
        ]
        files = [template.source, *template.scripts.values()]
        for fragment in fragments:
            files += [fragment.source, *fragment.scripts.values()]
        return [file.text for file in files]

    def shared(self) -> Mapping[str, SourceFile]:
        """Return the files that templates may include."""
        return {name: self.reader.file(name) for name in self.reader.names if name.startswith("shared/")}


def finding(rule: str, severity: Severity, file: SourceFile, keys: Keys, message: str) -> Finding:
    """Return a finding at a key of a TOML file; no keys mean the whole file."""
    line = toml_line(file.text, keys) if keys else 1
    return Finding(rule=rule, severity=severity, message=message, path=file.path, line=line)
