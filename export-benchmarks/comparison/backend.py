"""The peer that many backends are: copy the project to a staging folder, bundle the history, zip it all.

usage: backend.py PROJECT STAGING OUT.zip
"""
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path


def export(project, staging, out):
    shutil.copytree(project, staging / project.name, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    if (project / ".git").exists():
        bundle = ["git", "-C", str(project), "bundle", "create", "-q", str(staging / "history.bundle"), "--all"]
        subprocess.run(bundle, check=True)
        # A bundle does not hold what Git LFS keeps.
        shutil.copytree(project / ".git" / "lfs" / "objects", staging / "lfs-objects")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(staging.rglob("*")):
            archive.write(path, path.relative_to(staging))


if __name__ == "__main__":
    export(*(Path(argument) for argument in sys.argv[1:4]))
