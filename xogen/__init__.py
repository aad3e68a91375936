"""xogen: dialog tasks for the Kore.ai XO platform, generated, linted and drawn from files."""

__version__ = "0.1.0"
