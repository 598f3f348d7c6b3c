"""A new file system in a file, for what only some of them can do."""
import os
import subprocess
from contextlib import contextmanager

SPARE_BYTES = 4 << 30


@contextmanager
def mounted(kind, work, size):
    """Its root folder; it is gone afterwards. Needs root."""
    image, folder = work / f"{kind}.image", work / kind
    folder.mkdir(parents=True, exist_ok=True)
    with open(image, "wb") as file:
        file.truncate(size + SPARE_BYTES)
    try:
        subprocess.run([f"mkfs.{kind}", "-q", str(image)], check=True)
        subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        os.unlink(image)
        folder.rmdir()


def is_possible(kind):
    """Whether this user may mount, and mkfs is there."""
    return os.geteuid() == 0 and subprocess.run(["sh", "-c", f"command -v mkfs.{kind}"], stdout=subprocess.DEVNULL, check=False).returncode == 0
