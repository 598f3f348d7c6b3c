"""Runs a case as whole processes and asks the kernel what they took."""
import marshal
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .cases import ARCHIVES, CASES, Step

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
    """Creates the archive until it is durable; returns the resources used, its size, and how much of its file system is taken
    by then that was free. Removes it and its companion files."""
    folder = out.parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.sync()
    free = shutil.disk_usage(folder).free
    try:
        usage = run(case.steps(project, out) + [Step([["sync", "-f", out]])], log)
        return usage, out.stat().st_size, free - shutil.disk_usage(folder).free
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_unpackable(archive_path, project, log):
    """Makes the archive that is unpacked, unless it is there; it stays for the next time, as the project does."""
    if archive_path.exists():
        return
    folder = archive_path.with_name("archived.new")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    out = folder / archive_path.name
    run(CASES[ARCHIVES[archive_path.name]].steps(project, out), log)
    out.rename(archive_path)
    shutil.rmtree(folder)


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
