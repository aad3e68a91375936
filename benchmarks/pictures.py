"""How long the canvases of eleven real bots take, against the renderer alone, and the viewer of the largest shape."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, call, process

EXPORTS = Path(__file__).parent.parent / "tests" / "fixtures" / "exports"
TIMES = 1.5
UNCHANGED = 0.2
VIEWER = 1.0
NODES = 439
DATA_TIMES = 3.0


def rows() -> Iterator[Row]:
    """Draw all dialogs and overviews of the eleven bots cold and unchanged, then the page of a bot of 439 nodes."""
    bots = [str(path) for path in sorted(EXPORTS.iterdir()) if path.is_dir()]
    xogen = [sys.executable, "-m", "xogen", "render"]
    with tempfile.TemporaryDirectory() as folder:
        process([*xogen, *bots, "-o", f"{folder}/gv", "--format", "gv", "--no-cache"], repeat=1)
        source = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(folder, "gv").rglob("*.gv")))
        alone = call(lambda: _renderer(source))
        drawn = call(lambda: _drawn([Path(bot) for bot in bots]))
        yield Row("reading and drawing eleven bots, in one process", drawn, TIMES * alone, TIMES, alone)
        cold = process([*xogen, *bots, "-o", f"{folder}/svg", "--no-cache"], repeat=5)
        yield Row("canvases of eleven bots, whole process, cold", cold, TIMES * alone, TIMES, alone)
        unchanged = process([*xogen, *bots, "-o", f"{folder}/svg"], repeat=5)
        yield Row("the same, unchanged", unchanged, UNCHANGED)
        large = Path(folder, "large")
        size = _large(large)
        page = Path(folder, "large.html")
        viewer = process([*xogen, str(large), "-o", str(page), "--no-cache"], repeat=3)
        yield Row(f"viewer of a bot of {NODES} nodes, whole process", viewer, VIEWER)
        made = page.stat().st_size
        print(f"{'its size against its data':<58} {made / size:8.2f} times {'':>17} at most {DATA_TIMES:.1f}")


def _drawn(bots: list[Path]) -> None:
    from xogen.cli.drawing import Look, drawn
    from xogen.project.pictures import pictures

    for _ in drawn(pictures(bots), Look("svg")):
        pass


def _renderer(source: str) -> None:
    from xogen.canvas.renderer import find_renderer

    subprocess.run([find_renderer(), "-Tsvg"], input=source.encode(), capture_output=True, check=True)


def _large(folder: Path) -> int:
    """Write a bot of 439 nodes, made of the dialogs of the real ones, and return its size in bytes."""
    first = EXPORTS / "twilio-sms"
    bot = json.loads((first / "botDefinition.json").read_text(encoding="utf-8"))
    bot["dialogs"], bot["dialogComponents"] = [], []
    count = copy = 0
    while count < NODES:
        for path in sorted(EXPORTS.glob("*/botDefinition.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            bot["dialogComponents"] += data["dialogComponents"] if copy == 0 else []
            for dialog in data["dialogs"]:
                nodes = sum(1 + len(node.get("nodes", ())) for node in dialog["nodes"])
                if count + nodes <= NODES + 5:
                    named = {
                        language: {**text, "name": f"{text['name']} {copy}"}
                        for language, text in dialog["localeData"].items()
                    }
                    bot["dialogs"].append({**dialog, "refId": f"{dialog['refId']}-{copy}", "localeData": named})
                    count += nodes
        copy += 1
    folder.mkdir()
    shutil.copy(first / "config.json", folder)
    return (folder / "botDefinition.json").write_text(json.dumps(bot, indent=4), encoding="utf-8")
