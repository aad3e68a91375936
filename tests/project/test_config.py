from __future__ import annotations

import pytest

from xogen.errors import InputError
from xogen.project.config import read_config

HEAD = """\
[project]
name = "acme-bot"

[actions.salesforce]
authorization = "pre-authorize"
app = "system"
"""
CUSTOM = HEAD.replace('"system"', '"custom"\nprofile = "acme-oauth"')
PROFILE = """
[profiles.acme-oauth]
callback_url = "https://idp.kore.ai/workflows/callback/"
identity_provider = "Salesforce"
client_id = "{{env.SALESFORCE_CLIENT_ID}}"
client_secret = "{{env.SALESFORCE_CLIENT_SECRET}}"
authorization_url = "https://login.salesforce.com/services/oauth2/authorize"
token_request_url = "https://login.salesforce.com/services/oauth2/token"
scope = ["api", "id", "refresh_token"]
refresh_token_url = "https://login.salesforce.com/services/oauth2/token"
"""
LANGUAGES = HEAD.replace("\n\n", "\nlanguages = {}\n\n", 1)
INSTALL = '\n[[install]]\ntemplate = "salesforce/create-lead"\n'


def test_what_is_left_out_has_a_default():
    config = read_config(HEAD, "xogen.toml")
    assert config.project.platform == "xo10"
    assert config.project.languages == ("en",)
    assert config.actions["salesforce"].api_version == "67.0"
    assert config.project.key == "acme-bot"


def test_the_refids_hang_on_the_id_so_that_a_rename_changes_none():
    assert read_config(HEAD.replace("name", 'id = "5a0e"\nname', 1), "xogen.toml").project.key == "5a0e"


def test_a_profile_is_used_by_several_actions():
    second = CUSTOM.split("\n\n")[1].replace("salesforce", "salesforce-two")
    config = read_config(CUSTOM + "\n" + second + PROFILE, "xogen.toml")
    assert {action.profile for action in config.actions.values()} == {"acme-oauth"}


def test_the_dialog_is_called_as_its_template_or_as_the_user_says():
    named = INSTALL + 'name = "new-lead"\n'
    config = read_config(HEAD + INSTALL + named, "xogen.toml")
    assert [install.dialog for install in config.install] == ["create-lead", "new-lead"]


BAD = {
    "a broken file": (
        "[project\n",
        ["xogen.toml:1:9: this is not valid TOML: expected ']' at the end of a table declaration"],
    ),
    "an unknown table": (
        HEAD + "\n[projekt]\n",
        ["xogen.toml:8: projekt: unknown key; did you mean 'project'?"],
    ),
    "an unknown key": (
        HEAD.replace("app =", "ap ="),
        [
            "xogen.toml:4: actions.salesforce.app: is missing",
            "xogen.toml:6: actions.salesforce.ap: unknown key; did you mean 'app'?",
        ],
    ),
    "several faults at once": (
        HEAD.replace("pre-authorize", "preauthorize") + 'edition = "trial"\n' + INSTALL + 'nmae = "x"\n',
        [
            "xogen.toml:5: actions.salesforce.authorization: must be one of 'pre-authorize' or 'allow-users'",
            (
                "xogen.toml:7: actions.salesforce.edition: a Salesforce trial cannot be authorized: only Developer and "
                "Enterprise editions have the REST API on"
            ),
            "xogen.toml:11: install[0].nmae: unknown key; did you mean 'name'?",
        ],
    ),
    "no project": ('[lint]\nignore = ["x"]\n', ["xogen.toml:1: project: is missing"]),
    "an unknown platform": (
        HEAD.replace("\n\n", '\nplatform = "xo12"\n\n', 1),
        ["xogen.toml:3: project.platform: must be one of 'xo10' or 'xo11'"],
    ),
    "a profile that is not there": (
        CUSTOM.replace("acme-oauth", "acme-outh") + PROFILE,
        ["xogen.toml:7: actions.salesforce.profile: there is no profile 'acme-outh'; did you mean 'acme-oauth'?"],
    ),
    "no profiles at all": (
        CUSTOM,
        [
            (
                "xogen.toml:7: actions.salesforce.profile: there is no profile 'acme-oauth'; "
                "there are no [profiles.NAME] tables"
            )
        ],
    ),
    "a custom app without a profile": (
        HEAD.replace("system", "custom") + PROFILE,
        [
            (
                'xogen.toml:4: actions.salesforce: app = "custom" needs a profile: add profile = "..." and a '
                "[profiles.NAME] table with its eight fields"
            )
        ],
    ),
    "a system app with a profile": (
        CUSTOM.replace('"custom"', '"system"') + PROFILE,
        [
            (
                "xogen.toml:7: actions.salesforce.profile: the system app takes no profile: remove this line, or set "
                'app = "custom"'
            )
        ],
    ),
    "a template without a pack": (
        HEAD + '\n[[install]]\ntemplate = "create-lead"\n',
        [
            'xogen.toml:9: install[0].template: needs the form "<pack>/<template>", as in "salesforce/create-lead"',
        ],
    ),
    "two dialogs of one name": (
        HEAD + INSTALL + INSTALL.replace("create-lead", "Create-Lead"),
        [
            (
                "xogen.toml:12: install[1].template: another install is called 'create-lead' already; "
                'add name = "..." to tell them apart'
            )
        ],
    ),
    "a name that leaves the folder": (
        HEAD + INSTALL + 'name = "../x"\n',
        [
            (
                "xogen.toml:10: install[0].name: needs letters, digits, - and _ only, at most 100, "
                "because files carry this name"
            )
        ],
    ),
    "a name that is a device": (
        HEAD + INSTALL + 'name = "NUL"\n',
        ["xogen.toml:10: install[0].name: is a name that Windows keeps for a device"],
    ),
    "an action that no command could name": (
        HEAD.replace("[actions.salesforce]", '[actions."sales force"]'),
        ["xogen.toml:4: actions.sales force: needs a name of letters, digits, - and _, as commands take it"],
    ),
    "a name of two lines": (
        HEAD.replace('"acme-bot"', '"acme\\nbot"'),
        ["xogen.toml:2: project.name: must be one line of printable text"],
    ),
    "no language": (LANGUAGES.format("[]"), ["xogen.toml:3: project.languages: must not be empty"]),
    "a wrong language is not a missing one, too": (
        LANGUAGES.format('["english"]'),
        ['xogen.toml:3: project.languages[0]: \'english\' is no language code; write it like "en" or "pt_BR"'],
    ),
    "a language twice": (
        LANGUAGES.format('["en", "en"]'),
        ["xogen.toml:3: project.languages: 'en' stands in the list twice"],
    ),
    "an install with one bracket": (
        HEAD + '\n[install]\ntemplate = "salesforce/create-lead"\n',
        ["xogen.toml:8: install: is a list of tables: write it with two brackets, [[install]]"],
    ),
    "a date in an override": (
        HEAD + INSTALL + "[install.override.task]\ntitle = 2026-01-01\n",
        ['xogen.toml:11: install[0].override.task.title: is a date of TOML: write it as text, "2026-01-01"'],
    ),
    "a number that JSON has not": (
        HEAD + INSTALL + "[install.parameters]\nfields = [1.0, nan]\n",
        ["xogen.toml:11: install[0].parameters.fields[1]: is nan, and JSON has no such number"],
    ),
    "values deeper than anything is": (
        HEAD + INSTALL + f"[install.parameters]\nfields = {'[' * 60}{']' * 60}\n",
        ["xogen.toml:11: install[0].parameters.fields: is nested more than 20 levels deep"],
    ),
    "an unknown key of [lint]": (
        HEAD + '\n[lint]\nignor = ["flow"]\n',
        ["xogen.toml:9: lint.ignor: unknown key; did you mean 'ignore'?"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), BAD.values(), ids=BAD)
def test_every_fault_is_named_with_its_line(text, lines):
    with pytest.raises(InputError) as caught:
        read_config(text, "xogen.toml")
    assert [line for line in str(caught.value).split("\n") if not line.startswith("  ")] == lines


@pytest.mark.parametrize("key", ["client_id", "client_secret"])
def test_a_literal_secret_is_refused_and_not_shown(key):
    text = CUSTOM + PROFILE.replace(f'{key} = "{{{{env.SALESFORCE_{key.upper()}}}}}"', f'{key} = "hunter2hunter2"')
    assert "hunter2" in text
    with pytest.raises(InputError) as caught:
        read_config(text, "xogen.toml")
    assert f'profiles.acme-oauth.{key}: must be a reference like "{{{{env.NAME}}}}"' in str(caught.value)
    assert "hunter2" not in str(caught.value)
