"""Writes docs/performance.md and its plots from the results."""
import re
from pathlib import Path

from . import linear, plots, tables
from .cases import CASES
from .groups import FILE_SYSTEMS, groups

TEMPLATE = Path(__file__).with_name("performance.template.md")
PLOTS = {"sizes": ("performance-size.svg", "GB on disk", False), "files": ("performance-files.svg", "files", True)}


def write(results, folder, scale):
    """Returns the page's path. Writes no plot where there is nothing to draw."""
    plan = {group.name: group for group in groups(scale, 1)}
    folder.mkdir(parents=True, exist_ok=True)
    values = {**_values(results, plan), **{f"{name}_plot": _plot(results, plan[name], folder) for name in PLOTS}}
    text = re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], TEMPLATE.read_text())
    page = folder / "performance.md"
    page.write_text(text)
    return page


def _plot(results, group, folder):
    name, x_title, logarithmic = PLOTS[group.name]
    lines = {_plain(CASES[case].title): linear.points(results, group, case) for case in group.cases}
    lines = {title: line for title, line in lines.items() if line}
    if not lines:
        return ""
    (folder / name).write_text(plots.line_plot(lines, x_title, "seconds", logarithmic))
    return f"![Time against {x_title}]({name})\n"


def _plain(title):
    return ("ours: " if "*" in title else "") + re.sub(r"[*`\\]", "", title)


def _values(results, plan):
    runs = results.data["runs"]
    return {
        "note": _note(results),
        "days": _range([run["day"] for run in runs]) or "no day yet",
        "products": ", ".join(f"`{each}`" for each in sorted({run["product"] for run in runs})) or "nothing yet",
        "targets": tables.of_targets(results, plan),
        "machine": tables.of_machine(results),
        "versions": tables.of_versions(results),
        "film": _about(results, plan["film"]) + tables.of_group(results, plan["film"], "cat"),
        "small": _about(results, plan["small"]) + tables.of_group(results, plan["small"], "gnu-tar-posix"),
        "tiny": _about(results, plan["tiny"]) + tables.of_group(results, plan["tiny"], "gnu-tar"),
        "safety": _about(results, plan["safety"]) + tables.of_group(results, plan["safety"], "ours-zip"),
        "import": _about(results, plan["import"]) + tables.of_group(results, plan["import"], "bsdtar-x"),
        "sharing": "\n\n".join(f"### {kind}\n\n" + _about(results, plan[kind]) + tables.of_group(results, plan[kind], "bsdtar-x")
                               for kind in FILE_SYSTEMS),
        "memory": _about(results, plan["memory"]) + tables.of_group(results, plan["memory"], "gnu-tar"),
        "peaks": tables.of_memory(results, plan),
        "cold": tables.of_cold(results, plan),
        "sizes": tables.of_series(results, plan["sizes"], "bytes"),
        "files": tables.of_series(results, plan["files"], "files"),
        "jmh": f"```text\n{results.data['jmh'].strip()}\n```" if results.data["jmh"] else tables.NOTHING,
    }


def _note(results):
    scale = results.data["scale"]
    if scale == 1:
        return ""
    return f"\n**All is scaled by {scale:g} here: this proves that the comparison works, and nothing else.**\n"


def _about(results, group):
    corpus = group.corpora[0]
    facts = results.data["corpora"].get(corpus.name)
    runs = max((run["number"] for run in results.data["runs"] if run["group"] == group.name), default=0)
    if not facts or not runs:
        return ""
    times = "once" if runs == 1 else f"{runs} times, in turns"
    return f"{facts['files']:,} files, {facts['bytes'] / 1e9:.2f} GB ({corpus.title}); each measured {times}.\n\n"


def _range(days):
    return "" if not days else min(days) if min(days) == max(days) else f"{min(days)} to {max(days)}"
