"""An export that is killed when half of the archive is written, and then resumed.

usage: stopped.py LAUNCHER PROJECT OUT BYTES [OPTION]...      BYTES: how much of the archive is half of it
"""
import signal
import subprocess
import sys
import time
from pathlib import Path


def kill_at(bytes_written, export, volume):
    """Kills without warning, as a power cut would. It is an error if there was nothing left to be killed."""
    while not volume.exists() or volume.stat().st_size < bytes_written:
        if export.poll() is not None:
            sys.exit(f"the export exited on its own, with {export.returncode}")
        time.sleep(0.005)
    export.kill()
    if export.wait() != -signal.SIGKILL:
        sys.exit("the export was not killed")


def main(launcher, project, out, half, options):
    export = subprocess.Popen([launcher, "export", project, "-o", out, *options])
    kill_at(half, export, out.with_name(f".{out.name}.export") / "volume-0")
    subprocess.run([launcher, "resume", out, "--progress", "none"], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:3], Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
