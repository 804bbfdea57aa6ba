"""The demo: one at a time in its folder, and open again after whatever befell the last one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import demo
from bot.sandbox.latches import Latch

ROOT = Path(__file__).parents[1]
# Without its story, which takes longer to import and to tell than all of this.
DEMO = """
import sys
from pathlib import Path
from types import SimpleNamespace
sys.modules["bot.sandbox.story"] = SimpleNamespace(tell=lambda *told: None, arrive=lambda *told: None)
from bot.sandbox import demo
demo.main(port=0, folder=Path(sys.argv[1]))
"""


class Demos:
    """Demos over one folder, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []

    def opened(self) -> tuple[subprocess.Popen[str], str]:
        """A demo that is open, and its address."""
        opening = subprocess.Popen(
            [sys.executable, "-c", DEMO, str(self.folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        )  # fmt: skip
        self.running.append(opening)
        said: list[str] = []
        assert opening.stdout is not None
        for line in opening.stdout:
            said.append(line)
            if found := re.search(r"is open at (http://\S+)", line):
                return opening, found[1]
        raise AssertionError("".join(said))

    def bot(self) -> int:
        return int((self.folder / "bot.lock").read_text())


@pytest.fixture
def demos(tmp_path: Path) -> Iterator[Demos]:
    found = Demos(tmp_path / "demo")
    yield found
    for one in found.running:
        one.terminate()
        one.communicate(timeout=30)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that ended and that nobody has waited for yet is still counted.
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(") ")[2][0] != "Z"


def test_a_second_demo_says_where_the_first_is_and_a_killed_one_hinders_none(
    demos: Demos, capsys: pytest.CaptureFixture[str]
) -> None:
    first, address = demos.opened()
    demo.main(port=0, folder=demos.folder)
    assert f"The press desk is already open at {address}\n" in capsys.readouterr().out
    kept = (demos.folder / "pressdesk.sqlite").stat().st_ino
    with pytest.raises(SystemExit) as refused:
        demo.main(port=0, folder=demos.folder, reset=True)
    said = capsys.readouterr().out
    assert refused.value.code == 1 and address in said and "Nothing was changed" in said
    assert (demos.folder / "pressdesk.sqlite").stat().st_ino == kept and first.poll() is None

    orphan = demos.bot()
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert lives(orphan)
    second, _ = demos.opened()
    assert not lives(orphan) and lives(demos.bot()) and second.poll() is None
    ours = demos.bot()
    second.terminate()
    second.wait()
    assert not lives(ours)


def test_a_latch_is_held_by_one_and_dropped_with_it(tmp_path: Path) -> None:
    one, other = Latch(tmp_path / "a.lock"), Latch(tmp_path / "a.lock")
    assert one.hold() and not other.hold()
    one.note("http://127.0.0.1:1")
    assert other.noted() == "http://127.0.0.1:1"
    one.release()
    assert other.hold() and other.noted() == ""
    other.release()
