"""``docs/writing-packs.md`` is the author's reference: what it shows is read, and what there is it names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from xogen.packs.cases import CaseSpec
from xogen.packs.encoders import FILTERS
from xogen.packs.manifest import OTHER_KINDS, PackManifest, Variable
from xogen.packs.scope import FLAGS
from xogen.packs.specs import (
    Branch,
    ConfirmationSpec,
    EntitySpec,
    FragmentSpec,
    IncludeSpec,
    IntentSpec,
    LogicSpec,
    MessageSpec,
    ParameterSpec,
    ScriptSpec,
    ServiceSpec,
    TaskHead,
    TaskSpec,
)

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "writing-packs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
MODELS = [Branch, CaseSpec, ConfirmationSpec, EntitySpec, FragmentSpec, IncludeSpec, IntentSpec, LogicSpec, MessageSpec,
  PackManifest, ParameterSpec, ScriptSpec, ServiceSpec, TaskHead, TaskSpec, Variable]  # fmt: skip
TOMLS = sorted(
    path
    for folder in (ROOT / "template_packs", ROOT / "tests" / "packs" / "fixtures")
    for path in folder.rglob("*.toml")
    if "newer" not in path.parts and "faults" not in path.parts
)


def block_with(text):
    [found] = [block for block in BLOCKS if text in block]
    return found


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_named(model):
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert [key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", PAGE)] == []


@pytest.mark.parametrize("name", sorted({*FILTERS, *FLAGS}))
def test_every_filter_and_flag_is_named(name):
    assert f"`{name}`" in PAGE


def test_the_kinds_that_are_refused_are_named():
    assert {kind for kind in ("basic", "api-key") if f"`{kind}`" in PAGE} <= OTHER_KINDS


def test_the_manifest_shown_is_one():
    manifest = PackManifest.model_validate(tomllib.loads(block_with("requires_xogen")))
    assert len(manifest.pairs) == 4


def test_the_case_shown_is_one():
    case = CaseSpec.model_validate(tomllib.loads(block_with("describe = [")))
    assert case.model_fields_set == CaseSpec.model_fields.keys()


def test_a_case_says_no_platform():
    with pytest.raises(ValidationError, match="platforms"):
        CaseSpec.model_validate({"platforms": ["xo10"]})


def test_the_fragment_shown_is_one():
    fragment = FragmentSpec.model_validate(tomllib.loads(block_with("entry = ")))
    assert fragment.entry in fragment.nodes


@pytest.mark.parametrize("path", TOMLS, ids=lambda path: str(path.relative_to(ROOT)))
def test_schemas_accept_what_xogen_accepts(path):
    by_name = {"pack.toml": PackManifest, "task.toml": TaskSpec}
    model = by_name.get(path.name) or (CaseSpec if path.parent.name == "cases" else FragmentSpec)
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    assert list(jsonschema.Draft202012Validator(model.model_json_schema()).iter_errors(written)) == []
