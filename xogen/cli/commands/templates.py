"""List, show, install or check templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from xogen.cli import names
from xogen.cli.context import project_dir
from xogen.cli.group import Group
from xogen.cli.output import example, format_option, put, put_json, say, table
from xogen.cli.reporting import Wanted, publish, report_options

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xogen.packs.loader import Packs
    from xogen.packs.summary import TemplateSummary

_WIDTH = 72
"""Of what a node says: more would break the lines of a terminal."""


@click.group(cls=Group, epilog=example("xogen templates list", "xogen templates install salesforce/create-lead"))
def command() -> None:
    """Explore template packs, install templates in a project, and check a pack of your own."""


@command.command("list", epilog=example("xogen templates list", "xogen templates list --format json"))
@format_option()
def list_(form: str) -> None:
    """List all templates.

    They are xogen's own, those in the project's packs/, and those of installed packages.
    """
    from xogen.errors import InputError
    from xogen.packs.summary import list_line

    packs = _packs()
    lines = []
    broken: InputError | None = None
    for name in packs:
        try:
            lines += [list_line(packs[name], template) for _, template in sorted(packs[name].templates.items())]
        except InputError as error:
            if broken is not None:
                say(str(broken))
            broken = error
    if form == "json":
        put_json([line.model_dump(mode="json") for line in lines])
    elif lines:
        put(table(("TEMPLATE", "TITLE", "SUMMARY"), [(line.template, line.title, line.summary) for line in lines]))
    else:
        say("no template was found")
    for name, folder in packs.replaced.items():
        say(f"{name} is the project's own ({folder}), and stands in place of the one that came with xogen")
    if broken is not None:
        raise broken


@command.command(epilog=example("xogen templates show salesforce/create-lead"))
@click.argument("template")
@format_option()
def show(template: str, form: str) -> None:
    """Show a template's parameters and nodes."""
    from xogen.packs.summary import summarise

    packs = _packs()
    found = packs.template(template)
    summary = summarise(packs[found.pack.name], found)
    if form == "json":
        put_json(summary.model_dump(mode="json"))
    else:
        put(_page(summary))


@command.command(
    epilog=example(
        "xogen templates install salesforce/create-lead salesforce/delete-lead",
        "xogen templates install salesforce/create-lead --name new-lead",
        "xogen templates install salesforce/create-record --set object=Case --set fields=Subject,Priority",
    )
)
@click.argument("templates", metavar="TEMPLATE...", nargs=-1, required=True)
@click.option("--name", help="Another name for the dialog and its files; for one template only.")
@click.option(
    "--set", "given", metavar="NAME=VALUE", multiple=True, help="A parameter; a list as a,b. See: templates show."
)
def install(templates: tuple[str, ...], name: str | None, given: tuple[str, ...]) -> None:
    """Install templates in the project.

    They are written into xogen.toml; `xogen generate` then makes the dialogs. A template for any object takes the
    object by --set, and its dialog the object's name.
    """
    from xogen.project.install import install as write

    installed = write(project_dir(), templates, name, given)
    for entry in installed:
        say(f"installed {entry.template} as {entry.dialog}")
    missing = _without_describe(entry.parameters.get("object") for entry in installed)
    first = f"xogen describe pull {' '.join(missing)}, then " if missing else ""
    say(f"run: {first}xogen generate")


def _without_describe(names: Iterable[object]) -> list[str]:
    """Return those of the objects that the project has no describe of."""
    from xogen.cli.context import project

    there = set(project().describes)  # by their names: whether one is wrong is seen when it is read
    return [name for name in dict.fromkeys(map(str, filter(None, names))) if name not in there]


@command.command(epilog=example("xogen templates check template_packs/salesforce"))
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, shell_complete=names.folders)
@report_options
def check(folders: tuple[str, ...], **wanted: Unpack[Wanted]) -> None:
    """Check template packs.

    Each has to load, to expand for every authorization it accepts, to be trained well, and to carry nothing unused.
    """
    from pathlib import Path

    from xogen.lint.report import Report, joined
    from xogen.packs.check import check_pack

    report = joined([Report(findings=check_pack(_folder(Path(folder))), packs=1) for folder in folders])
    publish(report, wanted)


def _packs() -> Packs:
    """Find the packs of the project, and those that need none: outside of a project there are templates, too."""
    from xogen.packs.loader import find_packs
    from xogen.project.workspace import refuse_no_folder

    refuse_no_folder(project_dir())
    return find_packs(project_dir())


def _folder(folder: Path) -> Path:
    """Take the pack's folder also from a file in it: ``pack.toml``."""
    return folder.parent if folder.name == "pack.toml" else folder


def _page(summary: TemplateSummary) -> str:
    operation = f"{summary.operation} {summary.object or ''}".strip() if summary.operation else ""
    facts = [
        ("Template", f"{summary.template} {summary.version} ({summary.origin})"),
        ("Does", operation),
        ("Action", f"{summary.action}: {', '.join(summary.authorizations)}"),
        *((f"env.{name}", hint) for name, hint in summary.variables.items()),
    ]
    width = max(len(name) for name, _ in facts)
    lines = [click.style(summary.title, bold=True), summary.summary, ""]
    lines += [f"{name.ljust(width)}  {value}" for name, value in facts if value]
    if summary.parameters:
        rows = [
            (item.name, item.type, "required" if item.required else _plain(item.default), item.help)
            for item in summary.parameters
        ]
        lines += ["", table(("PARAMETER", "TYPE", "DEFAULT", "MEANING"), rows)]
    nodes = [
        (
            f"  {item.id}" if item.fragment else item.id,
            item.type,
            item.next or "-",
            item.only_if or item.for_each or "-",
            _short(item.about),
        )
        for item in summary.nodes
    ]
    lines += ["", table(("NODE", "TYPE", "NEXT", "IF", "ABOUT"), nodes)]
    lines += ["", click.style("UTTERANCES", bold=True), *(f"  {utterance}" for utterance in summary.utterances)]
    return "\n".join(lines)


def _plain(value: object) -> str:
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _WIDTH else f"{one_line[: _WIDTH - 1]}…"
