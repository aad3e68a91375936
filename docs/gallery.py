"""The gallery: canvases of all templates and of eleven real bots, light and dark, and what else canvases can show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xogen.canvas.annotate import annotate
from xogen.canvas.badges import notes_of
from xogen.canvas.build import build_scene
from xogen.canvas.diff_drawing import draw_diff
from xogen.canvas.drawing import draw_scenes
from xogen.canvas.fold import readable
from xogen.canvas.overview import overview_scene
from xogen.canvas.placed import placed
from xogen.canvas.scene import Scene
from xogen.canvas.styles import ThemeName
from xogen.canvas.svg import compose
from xogen.diff.bots import diff_bots
from xogen.lint.runner import lint
from xogen.model.bot import BotDialog, BotExport
from xogen.model.dialog import DialogTask
from xogen.model.nodes import EntityNode
from xogen.packs.cases import load_cases
from xogen.project.bots import read_bot
from xogen.project.lint_inputs import read_inputs

THEME_NAMES: tuple[ThemeName, ...] = ("light", "dark")
DOCS = Path(__file__).parent
ROOT = DOCS.parent
EXPORTS = ROOT / "tests" / "fixtures" / "exports"
PACK = ROOT / "template_packs" / "salesforce"
INTRO = """# Gallery

What xogen draws, made by `python docs/generate.py`. The pictures follow your colours: light or dark. The bots are
eleven public ones ([MIT](../tests/fixtures/exports/LICENSE)); nothing about them was changed.
"""


class Picture(NamedTuple):
    """One picture: its file's name without theme and ending, and what it shows."""

    name: str
    title: str
    scene: Scene


def gallery() -> dict[Path, str]:
    """Return the page and its pictures by their paths."""
    files: dict[Path, str] = {}
    parts = [INTRO]
    for heading, pictures in (("The Salesforce templates", list(_templates())), ("Real bots", list(_bots()))):
        parts.append(f"## {heading}\n")
        for theme in THEME_NAMES:
            drawn = draw_scenes((picture.scene for picture in pictures), theme=theme)
            for picture, drawing in zip(pictures, drawn, strict=True):
                files[_file(picture.name, theme)] = drawing.svg.decode()
        parts += [_shown(picture.name, picture.title) for picture in pictures]
    parts.append("## More than a canvas\n")
    for name, title, both in _more():
        files |= {_file(name, theme): svg for theme, svg in both.items()}
        parts.append(_shown(name, title))
    return {DOCS / "gallery.md": "\n".join(parts), **files}


def _file(name: str, theme: str) -> Path:
    return DOCS / "gallery" / f"{name}-{theme}.svg"


def _shown(name: str, title: str) -> str:
    return (
        f"### {title}\n\n<picture>\n"
        f'<source media="(prefers-color-scheme: dark)" srcset="gallery/{name}-dark.svg">\n'
        f'<img src="gallery/{name}-light.svg" alt="{title}">\n</picture>\n'
    )


def _templates() -> Iterator[Picture]:
    seen = set()
    for case in load_cases(PACK):
        if case.template.name not in seen:
            seen.add(case.template.name)
            yield Picture(case.template.name, f"salesforce/{case.template.name}", readable(build_scene(case.expand())))


def _bots() -> Iterator[Picture]:
    for path in sorted(EXPORTS.iterdir()):
        if path.is_dir():
            bot = read_bot(path).bot
            tasks = [dialog.task for dialog in bot.dialogs]
            yield Picture(f"{path.name}-overview", f"{bot.name}: overview", overview_scene(bot.name, tasks, bot.events))
            largest = max(tasks, key=lambda task: sum(1 for _ in task.walk()))
            yield Picture(path.name, f"{bot.name}: {largest.name}", readable(build_scene(largest)))


def _more() -> Iterator[tuple[str, str, dict[ThemeName, str]]]:
    yield (
        "findings",
        "Findings on the canvas",
        {theme: _findings("twilio-sms", "SendSms", theme) for theme in THEME_NAMES},
    )
    dialog = _dialog(read_bot(EXPORTS / "otp-generation").bot, "OTP generation")
    scene = build_scene(dialog.task)
    yield (
        "as-placed",
        "Nodes where their author put them",
        {theme: compose(placed(scene, dialog.layout, theme), scene, theme).decode() for theme in THEME_NAMES},
    )
    yield "difference", "What changed", {theme: _difference(theme) for theme in THEME_NAMES}


def _findings(name: str, dialog: str, theme: ThemeName) -> str:
    (bot,) = read_inputs([EXPORTS / name], ROOT).bots
    found = [one for one in lint(bot.documents, bot.settings, bot.known).findings if one.dialog == dialog]
    task = _dialog(read_bot(EXPORTS / name).bot, dialog).task
    (drawing,) = draw_scenes([build_scene(task)], theme=theme)
    return annotate(drawing.svg, notes_of(task, drawing.scene, found), theme).decode()


def _difference(theme: ThemeName) -> str:
    old = _dialog(read_bot(EXPORTS / "twilio-sms").bot, "SignUp").task
    new = _changed(old)
    return draw_diff(diff_bots([old], [new]), [old], [new], theme=theme).decode()


def _changed(task: DialogTask) -> DialogTask:
    """Return a dialog with one message taken out and one prompt said in other words."""
    gone = next(node for node in task.nodes if node.component == "VerifyMessage")
    nodes = []
    for node in task.nodes:
        if node is gone:
            continue
        ways = tuple(
            way.model_copy(update={"to": gone.transitions[0].to}) if way.to == gone.id else way
            for way in node.transitions
        )
        changed: dict[str, object] = {"transitions": ways}
        if isinstance(node, EntityNode) and node.component == "getOTPEntity":
            said = node.prompt[0].model_copy(update={"text": {"en": "Please enter the six digits of the code."}})
            changed["prompt"] = (said, *node.prompt[1:])
        nodes.append(node.model_copy(update=changed))
    return task.model_copy(update={"nodes": tuple(nodes)})


def _dialog(bot: BotExport, name: str) -> BotDialog:
    return next(dialog for dialog in bot.dialogs if dialog.task.name == name)
