"""Fetch the describes of Salesforce objects, list them and show their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.context import project, project_dir, this_day
from xogen.cli.output import example, format_option, put, put_json, say, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@click.group(epilog=example("xogen describe pull Lead Account", "xogen describe show Lead"))
def command() -> None:
    """Keep what the org says of its objects in describe/, for templates and for lint.

    A describe shows what the user who pulled it may see.
    """


@command.command(
    epilog=example(
        "xogen describe pull Lead Account Invoice__c",
        "xogen describe pull --from lead.json --anonymise    # saved by: sf sobject describe --sobject Lead --json",
    )
)
@click.argument("objects", metavar="OBJECT...", nargs=-1)
@click.option("--from", "files", metavar="FILE", multiple=True, help="Take describes that another tool saved.")
@click.option("--anonymise", is_flag=True, help="Leave out host, ids, and names and addresses of people.")
@click.option("--action", default="salesforce", show_default=True, help="The action whose sign-in is used.")
def pull(objects: tuple[str, ...], files: tuple[str, ...], anonymise: bool, action: str) -> None:
    """Fetch the describes of OBJECTs over the authorized connection.

    One that has not changed is not fetched again. With --from, nothing is fetched: FILE holds an answer of Salesforce
    as it is, in the frame of the sf CLI, or a list of them; OBJECT then chooses among them.
    """
    from xogen.errors import UsageError

    if files:
        outcomes = _take_in(files, objects, anonymous=anonymise)
    elif objects:
        outcomes = _pull(objects, action, anonymous=anonymise)
    else:
        raise UsageError("which objects?", hint="name some, as in: xogen describe pull Lead Account")
    for name, outcome in outcomes.items():
        say(f"{name}: {outcome}")
    if anonymise:
        say("  note: labels and picklist values stay; look through them before you share the files")


@command.command("list", epilog=example("xogen describe list", "xogen describe list --format json"))
@format_option()
def list_command(form: str) -> None:
    """List the describes of the project, where they come from and how old they are."""
    from xogen.project.described import read_describe_folder_lock

    here = project()
    origins = read_describe_folder_lock(here.root).describes
    entries = []
    for name in here.describes:
        sobject, origin = here.describes[name], origins.get(name)
        entries.append(
            {
                "name": name,
                "label": sobject.label,
                "fields": len(sobject.fields_by_name),
                "api_version": (origin.api_version if origin else None) or sobject.api_version,
                "pulled": origin.pulled if origin else None,
                "instance_url": (origin.instance_url if origin else None) or sobject.instance_url,
            }
        )
    if form == "json":
        put_json(entries)
    elif not entries:
        say("there are no describes yet: xogen describe pull Lead")
    else:
        cells = [tuple("-" if value is None else str(value) for value in entry.values()) for entry in entries]
        put(table(("OBJECT", "LABEL", "FIELDS", "API", "PULLED", "ORG"), cells))


@command.command(epilog=example("xogen describe show Lead", "xogen describe show Lead --required"))
@click.argument("name", metavar="OBJECT")
@click.option("--required", is_flag=True, help="Only the fields that a new record needs.")
@click.option("--createable", is_flag=True, help="Only the fields that can be set on a new record.")
@format_option()
def show(name: str, required: bool, createable: bool, form: str) -> None:
    """Show the fields of OBJECT: type, whether a new record needs them, whether they can be set, picklists.

    A field is needed when it can be set, may not be empty and gets no value by itself. Validation rules, page layouts
    and record types may ask for more: they show in no describe.
    """
    from xogen.formats.describe_page import as_data, rows
    from xogen.project.describe_folder import find

    sobject = find(project_dir(), name)
    fields = sobject.fields_by_name
    wanted = {
        each.name
        for each in fields.values()
        if (each.required_on_create or not required) and (each.createable or not createable)
    }
    if form == "json":
        data = as_data(sobject)
        put_json({**data, "fields": [each for each in data["fields"] if each["name"] in wanted]})
        return
    cells = [row for row in rows(sobject) if row[0] in wanted]
    say(f"{sobject.name} ({sobject.label}), {len(cells)} of {len(fields)} fields")
    if cells:
        put(table(("FIELD", "LABEL", "TYPE", "REQUIRED", "CREATEABLE", "UPDATEABLE", "PICKLIST"), cells))


def _take_in(files: Sequence[str], objects: Sequence[str], *, anonymous: bool) -> Mapping[str, str]:
    from pathlib import Path

    from xogen.project.describe_folder import saved_elsewhere, take_in

    root = project_dir()
    found = saved_elsewhere([Path(file) for file in files], objects, anonymous=anonymous)
    take_in(root, found, anonymous=anonymous)
    return {name: f"written to {root / 'describe' / f'{name}.json'}" for name in found}


def _pull(objects: Sequence[str], action: str, *, anonymous: bool) -> Mapping[str, str]:
    from xogen.cli.sign_in import connection
    from xogen.org.describes import Source
    from xogen.org.describes import pull as fetch
    from xogen.project.describe_folder import contents, keep
    from xogen.project.described import read_describe_folder_lock

    root = project_dir()
    lock = read_describe_folder_lock(root)
    with connection(root, action) as client:
        tokens = client.tokens
        source = Source(tokens.organization_id, tokens.instance_url, this_day().isoformat())
        pulled = fetch(client, objects, contents(root), lock, source, anonymous=anonymous)
    keep(root, pulled.files, pulled.lock)
    return {
        name: f"written to {root / 'describe' / f'{name}.json'}" if outcome == "written" else outcome
        for name, outcome in pulled.outcomes.items()
    }
