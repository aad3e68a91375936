"""The report as one page: a summary, filters, and each dialog's findings beside its canvas.

The page holds all it needs and fetches nothing: its policy allows its own style and script by their digests, and no
other. It reads well without the script, too, on paper and by a screen reader; colours follow the reader's system.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from xogen import __version__
from xogen.lint.fingerprints import fingerprints
from xogen.lint.report import Report
from xogen.lint.statistics import statistics_of
from xogen.lint.wording import sentence
from xogen.reporters.html.dialogs import dialogs
from xogen.reporters.html.markup import escaped
from xogen.reporters.html.parts import about_rules, by_rule, filters, head, not_checked
from xogen.reporters.html.picture import Picture, dark_canvas

__all__ = ["ENDING", "Picture", "render"]

ENDING = ".html"


def render(report: Report, *, pictures: Sequence[Picture] = ()) -> str:
    """Return the page.

    Args:
        report: what was found.
        pictures: canvases of dialogs with findings; without one, a dialog shows its findings alone.
    """
    style, script = _asset("page.css") + dark_canvas(), _asset("page.js")
    counts = statistics_of(report)
    named = list(zip(fingerprints(report.findings), report.findings, strict=True))
    body = [
        head(counts.summary),
        by_rule(counts),
        filters(report),
        f"<main>\n{dialogs(named, pictures)}</main>",
        not_checked(report.not_checked),
        about_rules(counts),
        f"<footer><p>xogen {escaped(__version__)}</p></footer>",
    ]
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>xogen lint: {escaped(sentence(counts.summary))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in body if part)
        + f"\n<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
