"""Runs a case as whole processes and asks the kernel what they took."""
import marshal
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .cases import CASES, Step, archived

DROP_CACHES = Path("/proc/sys/vm/drop_caches")
SPAWN = [sys.executable, "-I", "-S", str(Path(__file__).with_name("spawn.py"))]


class Failed(Exception):
    """A command did not end well."""


@dataclass
class Usage:
    """What processes took: `peak_bytes` is the sum of the peaks of those that ran side by side, so never too low."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def run(steps, log):
    """Runs the steps one after the other; `seconds` is from before the first to after the last."""
    wanted = [([[str(word) for word in argv] for argv in step.pipe], _text(step.stdout), _text(step.cwd),
               {"LC_ALL": "C.UTF-8", **step.env}) for step in steps]
    spawn = subprocess.Popen(SPAWN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True)
    try:
        said = spawn.communicate(marshal.dumps(wanted))[0].decode().split()
    except BaseException:
        os.killpg(spawn.pid, signal.SIGKILL)  # all that it has started, too
        spawn.wait()
        raise
    if spawn.returncode != 0:
        raise Failed("{} has ended with {}".format(*said) if len(said) == 2 else "what runs the commands has failed")
    return Usage(float(said[0]), float(said[1]), int(said[2]))


def _text(path):
    return None if path is None else str(path)


def archive(case, project, out, log):
    """Creates the archive until it is durable; returns the resources used and its size. Removes it and its companion files."""
    folder = out.parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        usage = run(case.steps(project, out) + [Step([["sync", "-f", out]])], log)
        return usage, out.stat().st_size
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_archived(project, log):
    """Makes the archive that is unpacked; it stays for the next time, as the project does."""
    shutil.rmtree(project.with_name("archived.new"), ignore_errors=True)
    out = project.with_name("archived.new") / "project.tar"
    out.parent.mkdir()
    run(CASES["ours-tar"].steps(project, out), log)
    out.rename(archived(project))
    shutil.rmtree(out.parent)


def warm_up(project, log):
    """Reads all of the project, or of an archive, so that it is in the page cache if there is room for it."""
    run([Step([["find", project, "-type", "f", "-print0"], ["xargs", "-0", "cat"]], stdout=os.devnull)], log)
    os.sync()  # earlier writes must not disturb the next measurement


def cool_down():
    """Empties the page cache; False where that is not permitted."""
    os.sync()
    try:
        DROP_CACHES.write_text("3\n")
        return True
    except OSError:
        return False
