"""For the tests of those who keep dialogs: a pytest plugin, and snapshots that people can read.

The plugin is found by pytest as soon as xogen is installed (``pip install 'xogen[testing]'`` brings pytest and
syrupy, too). Its fixtures are in ``xogen.testing.plugin``; this module names what a test may import.
"""

from __future__ import annotations

from xogen.testing.dialogs import expand_template, lint_dialog, read_bot_file, read_dialog_file

__all__ = ["expand_template", "lint_dialog", "read_bot_file", "read_dialog_file"]
