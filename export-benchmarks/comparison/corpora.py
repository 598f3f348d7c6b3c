"""What is exported: film projects and folders of texts. Same name, same bytes: all comes from a seed."""
import json
import os
import random
import shutil
import struct
import subprocess
from itertools import accumulate
from pathlib import Path

MIB = 1 << 20
FILES_IN_A_FOLDER = 1000
CUTS = 4
# What a film project of 1 byte takes with its history: the media again in Git LFS, a part of the pictures in older versions.
DISK_FACTOR = 1.98
PARTS = {"renders": 0.70, "plates": 0.12, "audio": 0.10, "story": 0.04, "cache": 0.04}
SIX_BITS = bytes(b & 0x3F for b in range(256))
VOCABULARY = 4000
LETTERS = "eeeeeeeeeeeetttttttttaaaaaaaaooooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddlllluuucccmmmffwwyyggppbbvk"


class Corpus:
    """A folder to export: `film` of so many MB in its working tree, or `files` of so many texts."""

    def __init__(self, kind, amount):
        self.kind, self.amount = kind, amount

    @staticmethod
    def named(name):
        kind, amount = name.split("-")
        return Corpus(kind, int(amount))

    @property
    def name(self):
        return f"{self.kind}-{self.amount}"

    @property
    def title(self):
        return f"{self.amount:,} text files" if self.kind == "files" else f"a film project of {self.amount:,} MB"

    def disk_bytes(self):
        """About what it will take on disk."""
        return int(self.amount * 4300) if self.kind == "files" else int(self.amount * MIB * DISK_FACTOR)

    def folder(self, work):
        return work / "corpora" / self.name / "project"

    def make(self, work):
        """Creates it unless it exists. An incomplete one is created again from the start."""
        folder = self.folder(work)
        if folder.exists():
            return folder
        unfinished = folder.with_name("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        if self.kind == "files":
            _make_files(unfinished, self.amount, random.Random(200))
        else:
            _Film(unfinished, self.amount * MIB).make()
        unfinished.rename(folder)
        return folder


def measure(folder):
    """Regular files in a folder and their bytes."""
    files = size = 0
    stack = [folder]
    while stack:
        with os.scandir(stack.pop()) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    stack.append(item.path)
                elif item.is_file(follow_symlinks=False):
                    files, size = files + 1, size + item.stat(follow_symlinks=False).st_size
    return {"files": files, "bytes": size}


class _Prose:
    """Texts of made-up words, some frequent, most rare, as in any language: deflate leaves about half of a short one."""

    def __init__(self, rng):
        self.rng = rng
        self.words = ["".join(rng.choices(LETTERS, k=rng.randrange(2, 11))) for _ in range(VOCABULARY)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def text(self, size):
        words = self.rng.choices(self.words, cum_weights=self.weights, k=size // 5 + 8)
        return " ".join(words)[: size - 1] + "\n"


def _make_files(folder, count, rng):
    prose = _Prose(rng)
    for i in range(count):
        inside = folder / f"d{i // FILES_IN_A_FOLDER:04d}"
        if i % FILES_IN_A_FOLDER == 0:
            inside.mkdir()
        with open(f"{inside}/f{i:07d}.txt", "w") as file:
            file.write(prose.text(rng.randrange(100, 3001)))


class _Film:
    """Media in Git LFS, texts in Git, a cache that Git ignores; pictures in several versions."""

    def __init__(self, folder, size):
        self.folder, self.size, self.rng = folder, size, random.Random(37)
        self.commits = 0

    def make(self):
        self._git("init", "-q", "-b", "main")
        self._git("config", "gc.auto", "0")
        self._git("lfs", "install", "--local", "--skip-smudge")
        lfs = (f"{pattern} filter=lfs diff=lfs merge=lfs -text\n" for pattern in ("*.mp4", "*.png", "*.wav"))
        self._write(".gitattributes", "".join(lfs).encode())
        self._write(".gitignore", b"04_Cache/\n*.tmp\n")
        facts = {"id": "5d1c7f60-0000-4000-8000-000000000025", "name": "Slow Train"}
        self._write("project.json", (json.dumps(facts, indent=1) + "\n").encode())
        self._story()
        self._commit("Story")
        for cut in range(CUTS):
            self._cut(cut)
            self._commit(f"Cut {cut}")
        self._many("04_Cache/frames/f{:04d}.bin", self._part("cache"), 20)

    def _cut(self, cut):
        """The first brings all media; each later one replaces an eighth of the pictures."""
        plates = self._number(4, 40)
        for i in range(plates):
            if cut == 0 or i % 8 == cut:
                self._media(f"01_Assets/plates/plate{i:03d}.png", self._part("plates") // plates)
        if cut == 0:
            self._many("03_Renders/shot{:02d}.mp4", self._part("renders"), self._number(16, 8))
            self._many("01_Assets/audio/track{:02d}.wav", self._part("audio"), self._number(16, 6))
        self._write("02_Story/log.md", f"- cut {cut}\n".encode())

    def _story(self):
        prose, left, i = _Prose(self.rng), self._part("story"), 0
        while left > 0:
            size = min(left + 100, self.rng.randrange(300, 12000))
            self._write(f"02_Story/act{i % 5 + 1}/scene{i:05d}.md", prose.text(size).encode())
            left, i = left - size, i + 1

    def _part(self, name):
        return int(self.size * PARTS[name])

    def _number(self, mib_each, most):
        return max(1, min(most, self.size // MIB // mib_each))

    def _many(self, name, total, count):
        for i in range(count):
            self._media(name.format(i), total // count)

    def _media(self, name, size):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        sound = name.endswith(".wav")
        with open(path, "wb") as file:
            file.write(_head(name, size))
            left, level = size - file.tell(), 0
            while left > 0:
                level = (level + 1) % 120
                piece = self._sound(level) if sound else self.rng.randbytes(min(left, MIB))
                left -= file.write(piece[:left])

    def _sound(self, level):
        """16-bit samples: a level and 6 bits of noise. Deflate saves about 40 percent."""
        samples = bytearray(bytes([level]) * MIB)
        samples[0::2] = self.rng.randbytes(MIB // 2).translate(SIX_BITS)
        return samples

    def _write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _commit(self, message):
        self._git("add", "-A")
        self._git("commit", "-q", "-m", message)

    def _git(self, *arguments):
        self.commits += 1
        who = {f"GIT_{role}_{fact}": value for role in ("AUTHOR", "COMMITTER")
               for fact, value in (("NAME", "Film Maker"), ("EMAIL", "film@example.org"),
                                   ("DATE", f"{1700000000 + self.commits} +0000"))}
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder.parent), "LC_ALL": "C.UTF-8",
               "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0", **who}
        subprocess.run(["git", "-C", str(self.folder), *arguments], check=True, env=env, stdout=subprocess.DEVNULL)


def _head(name, size):
    """What a file of this type begins with."""
    if name.endswith(".mp4"):
        return b"\0\0\0\x18ftypmp42"
    if name.endswith(".png"):
        return b"\x89PNG\r\n\x1a\n"
    if name.endswith(".wav"):
        sound = struct.pack("<IHHIIHH", 16, 1, 2, 48000, 192000, 4, 16)
        return b"RIFF" + struct.pack("<I", size - 8) + b"WAVEfmt " + sound + b"data" + struct.pack("<I", size - 44)
    return b""
