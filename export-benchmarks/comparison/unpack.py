"""Unpacks an archive into a folder, and leaves an empty file where the archive would be, so that it is measured like making one."""
import subprocess
import sys
from pathlib import Path

from_archive, out, *command = sys.argv[1:]
folder = Path(out).with_name("unpacked")
if command[0] == "bsdtar":
    folder.mkdir()
subprocess.run([word.format(archive=from_archive, folder=folder) for word in command], check=True, stdout=subprocess.DEVNULL)
Path(out).touch()
