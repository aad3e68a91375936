from __future__ import annotations

import pytest

from xogen.errors import InputError, NotFoundError
from xogen.project.install import install
from xogen.project.workspace import load_project


def test_the_users_text_stays_as_it_is(new):
    path = new / "xogen.toml"
    path.write_text(path.read_text() + "# mine, without a newline")
    before = path.read_text()
    install(new, ["salesforce/create-lead", "salesforce/delete-lead"])
    assert path.read_text() == (
        before
        + '\n\n[[install]]\ntemplate = "salesforce/create-lead"\n\n[[install]]\ntemplate = "salesforce/delete-lead"\n'
    )
    assert [item.dialog for item in load_project(new).config.install] == ["create-lead", "delete-lead"]


def test_line_ends_and_byte_order_mark_stay(new):
    path = new / "xogen.toml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    install(new, ["salesforce/create-lead"])
    assert path.read_bytes() == before + b'\r\n[[install]]\r\ntemplate = "salesforce/create-lead"\r\n'


def test_a_template_is_installed_twice_under_another_name(new):
    install(new, ["salesforce/create-lead"])
    install(new, ["salesforce/create-lead"], name="new-lead")
    assert [item.dialog for item in load_project(new).config.install] == ["create-lead", "new-lead"]


@pytest.mark.parametrize(
    ("templates", "name", "kind", "message"),
    [
        (["salesforce/create-lead"], None, InputError, "a dialog called 'create-lead' is installed already"),
        (["salesforce/delete-lead"] * 2, None, InputError, "a dialog called 'delete-lead' is installed already"),
        (["salesforce/delete-lead"], "CREATE-lead", InputError, "a dialog called 'CREATE-lead' is installed already"),
        (["salesforce/creat-lead"], None, NotFoundError, "did you mean 'salesforce/create-lead'?"),
        (["salesfroce/create-lead"], None, NotFoundError, "there is no template 'salesfroce/create-lead'"),
        (["create-lead"], None, NotFoundError, "did you mean 'salesforce/create-lead'?"),
        (["salesforce/view-lead"], "a/b", InputError, "the name 'a/b' needs letters, digits, - and _ only"),
        (["salesforce/view-lead", "salesforce/list-leads"], "x", InputError, "a name goes with one template only"),
    ],
)
def test_what_cannot_be_installed_is_said_and_nothing_is_written(new, templates, name, kind, message):
    install(new, ["salesforce/create-lead"])
    before = (new / "xogen.toml").read_bytes()
    with pytest.raises(kind) as caught:
        install(new, templates, name=name)
    assert message in caught.value.message
    assert (new / "xogen.toml").read_bytes() == before


def test_a_list_of_installs_takes_no_table(new):
    path = new / "xogen.toml"
    path.write_text('install = [{ template = "salesforce/create-lead" }]\n' + path.read_text())
    with pytest.raises(InputError) as caught:
        install(new, ["salesforce/delete-lead"])
    assert caught.value.hint == "write each install as a table of its own: [[install]]"
