"""The first session of a new user, each command a process of its own."""

from __future__ import annotations

SESSION = [
    ("templates list", 0),
    ("generate", 3),
    ("action authorize salesforce --declared", 0),
    ("action enable salesforce", 0),
    ("templates install salesforce/create-lead salesforce/delete-lead", 0),
    ("generate", 0),
    ("lint", 0),
    ("generate --check", 0),
]


def test_from_init_to_check(shell, tmp_path):
    assert shell("init acme-bot").returncode == 0
    bot = tmp_path / "acme-bot"
    done = [(line, shell(line, cwd=bot)) for line, _ in SESSION]
    assert [(line, run.returncode) for line, run in done] == SESSION, [run.stderr for _, run in done]
    assert '"available", not "configured"' in done[1][1].stderr
    assert sorted(str(path.relative_to(bot)) for path in bot.rglob("*") if path.is_file()) == [
        ".gitignore",
        "canvas/create-lead.gv",
        "canvas/create-lead.svg",
        "canvas/delete-lead.gv",
        "canvas/delete-lead.svg",
        "dialogs/create-lead.json",
        "dialogs/delete-lead.json",
        "package/botDefinition.json",
        "package/config.json",
        "xogen.lock",
        "xogen.toml",
    ]
    text = (bot / "xogen.toml").read_text()
    (bot / "xogen.toml").write_text(text + '[install.override.nodes.ID]\nprompt = "Which one?"\n')
    check = shell("generate --check", cwd=bot)
    assert check.returncode == 1
    assert "dialogs/delete-lead.json: input changed\n" in check.stdout
