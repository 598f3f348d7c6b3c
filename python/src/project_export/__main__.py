"""The command line of the program in this package: ``python -m project_export``, or the command ``project-export``."""

from __future__ import annotations

import os
import subprocess
import sys

from .errors import SidecarError
from .launcher import bundled_command


def main() -> None:
    """Runs the program in place of this process; on Windows, which cannot do that, next to it."""
    try:
        command = [*bundled_command(), *sys.argv[1:]]
    except SidecarError as error:
        sys.exit(f"project-export: {error}")
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
