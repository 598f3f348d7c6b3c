"""The command: prints the space it needs, creates missing projects, runs missing measurements, writes the page."""
import argparse
import datetime
import itertools
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from . import corpora, machine, measure, page, volume
from .cases import BEFORE, CASES, CHECKOUT, NEWER_JDK
from .groups import groups, words
from .results import Results

DEFAULT_WORK = CHECKOUT / "export-benchmarks" / "target" / "compare"
SPARE_BYTES = 1 << 30
QUICK_SCALE = 0.05
OUTPUTS_ON_VOLUME = 4


def _arguments():
    parser = argparse.ArgumentParser(
        prog="compare", description="Compares project-export with its peers and writes docs/performance.md.",
        epilog="--only takes, with commas between: groups (" + ", ".join(group.name for group in groups(1, 5))
               + "), cases (" + ", ".join(CASES) + "), or GROUP/CASE.")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK, help="scratch folder (default: export-benchmarks/target/compare)")
    parser.add_argument("--results", type=Path, help="stored results, to be continued (default: in the scratch folder)")
    parser.add_argument("--docs", type=Path, help="where the page goes (default: docs; the scratch folder if scaled)")
    parser.add_argument("--scale", type=float, default=1, help="so much of all sizes and numbers: only to see that it works")
    parser.add_argument("--quick", action="store_true", help=f"the same as --scale {QUICK_SCALE} --runs 1")
    parser.add_argument("--runs", type=int, default=5, help="how often each case runs (default: 5)")
    parser.add_argument("--only", default="", metavar="NAME,…", help="only these; see below")
    parser.add_argument("--again", action="store_true", help="repeat existing measurements")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help="another checkout of this project, to be compared with")
    parser.add_argument("--newer-jdk", type=Path, metavar="JAVA_HOME", help="a newer JDK, on which the start is measured too")
    parser.add_argument("--jmh", type=Path, metavar="FILE", help="the output of JMH, to be shown on the page")
    parser.add_argument("--render", action="store_true", help="only write the page")
    parser.add_argument("--space", action="store_true", help="only say how much disk it needs")
    options = parser.parse_args()
    options.work = options.work.resolve()
    if options.quick:
        options.scale, options.runs = QUICK_SCALE, 1
    return options


def main():
    options = _arguments()
    only = [word for word in options.only.split(",") if word]
    BEFORE.checkout = options.before and options.before.resolve()
    NEWER_JDK.java_home, NEWER_JDK.checkout = options.newer_jdk, options.newer_jdk and options.work / "newer-jdk"
    plan = groups(options.scale, options.runs)
    known = {*words(plan), *(f"{group.name}/{case}" for group in plan for case in group.cases)}
    if set(only) - known:
        sys.exit(f"compare: --only does not know {', '.join(sorted(set(only) - known))}; see --help")
    results = Results(options.results or options.work / f"results-{options.scale:g}.json")
    _require_same_scale(results, options.scale)
    if options.jmh:
        results.data["jmh"] = options.jmh.read_text()
    if not options.render:
        todo = _to_do(plan, only, results, options.again)
        _require_space(todo, options.work)
        if options.space:
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            _measure(todo, options.work, results)
        except KeyboardInterrupt:
            print(f"compare: stopped; results so far are in {results.path}, and the same command continues", file=sys.stderr)
            sys.exit(130)
    results.save()
    docs = options.docs or (CHECKOUT / "docs" if options.scale == 1 else options.work)
    print(f"compare: the page is {page.write(results, docs, options.scale)}")


def _require_same_scale(results, scale):
    if results.data["scale"] not in (None, scale):
        sys.exit(f"compare: {results.path} holds figures of another scale ({results.data['scale']:g}); name another with --results")
    results.data["scale"] = scale


def _to_do(plan, only, results, again):
    """(group, run's number, corpus, case) in the order in which they will run: within a group, cases take turns."""
    todo = []
    for group in plan:
        cases = []
        for case in group.chosen(only):
            missing = case.missing_tools()
            if group.file_system and not volume.is_possible(group.file_system):
                missing.append(f"mkfs.{group.file_system}, and the right to mount")
            if missing:
                results.skip(case.title, f"missing: {', '.join(missing)}")
                print(f"compare: skipped, missing: {', '.join(missing)}: {case.name}", file=sys.stderr)
            else:
                results.data["skipped"].pop(case.title, None)
                cases.append(case)
        if again:
            results.forget(group.name, cases)
        todo += [(group, number, corpus, case) for number in range(1, group.runs + 1)
                 for corpus in group.corpora for case in cases
                 if not results.has(group.name, corpus.name, case.name, number)]
    return todo


def _require_space(todo, work):
    """Says how much disk it takes: what it exports, which stays, and the largest output, which goes after each run."""
    work.mkdir(parents=True, exist_ok=True)
    wanted = {corpus.name: corpus for _, _, corpus, _ in todo}
    missing = [corpus for corpus in wanted.values() if not corpus.folder(work).exists()]
    output = max((corpus.disk_bytes() * _outputs(group, case) for group, _, corpus, case in todo), default=0)
    need = sum(corpus.disk_bytes() for corpus in missing) + output + SPARE_BYTES
    free = shutil.disk_usage(work).free
    print(f"compare: {len(todo)} runs; needs {need / 1e9:.0f} GB of disk in {work}, where {free / 1e9:.0f} GB are free")
    if need > free:
        sys.exit("compare: that is not enough; give another folder with --work, or less to do with --only or --quick")


def _outputs(group, case):
    """How many times the size of the project a run takes at most, apart from the project."""
    return OUTPUTS_ON_VOLUME if group.file_system else case.disk_factor


def _measure(todo, work, results):
    if not todo:
        return
    if any(case.build.checkout for _, _, _, case in todo if case.ours):
        machine.build(work)
    product, facts = machine.product(), machine.facts(work)
    if results.data["machine"] not in ({}, facts):
        sys.exit(f"compare: {results.path} was measured on another machine; name another with --results")
    results.data["machine"] = facts
    results.data["versions"] = {**results.data.get("versions", {}), **machine.versions()}
    print(f"compare: other work on this machine: load {os.getloadavg()[0]:.2f}")
    done = 0
    with open(work / "output.log", "ab") as log:
        for kind, some in itertools.groupby(todo, lambda each: each[0].file_system):
            runs = list(some)
            with _place(kind, work, runs) as place:
                for group, number, corpus, case in runs:
                    done += 1
                    print(f"[{done}/{len(todo)}] {group.name}: {case.name} of {corpus.name}, run {number}: ", end="", flush=True)
                    run = {"group": group.name, "number": number, "corpus": corpus.name, "case": case.name, "product": product,
                           "day": datetime.date.today().isoformat()}
                    print(_measure_one(group, corpus, case, run, work, place, results, log), flush=True)


@contextmanager
def _place(kind, work, runs):
    """Where projects are read and archives are made: the scratch folder, or a file system of its own."""
    if kind is None:
        yield work
        return
    projects = {corpus.name: corpus for _, _, corpus, _ in runs}
    for corpus in projects.values():
        corpus.make(work)
    # The project, what is unpacked, and one result, none of which shares anything in the worst case.
    with volume.mounted(kind, work, sum(OUTPUTS_ON_VOLUME * corpus.disk_bytes() for corpus in projects.values())) as folder:
        for corpus in projects.values():
            copy = corpus.folder(folder)
            copy.parent.mkdir(parents=True)
            subprocess.run(["cp", "-a", str(corpus.folder(work)), str(copy)], check=True)
        yield folder


def _measure_one(group, corpus, case, run, work, place, results, log):
    """Measures and keeps one run; returns what to say of it."""
    project = corpus.make(work)
    if corpus.name not in results.data["corpora"]:
        results.data["corpora"][corpus.name] = corpora.measure(project)
    project = corpus.folder(place)
    if case.unpacks:
        measure.make_unpackable(case.reads(project), project, log)
    if not group.cold:
        measure.warm_up(case.reads(project), log)
    elif not measure.cool_down():
        results.skip("cold", "to empty the page cache is not permitted here")
        return "skipped"
    else:
        results.data["skipped"].pop("cold", None)
    try:
        usage, size, allocated = measure.archive(case, project, place / "out" / "archive.out", log)
        run.update(vars(usage), archive_bytes=size, allocated_bytes=allocated)
        said = (f"{usage.seconds:.2f} s, CPU {usage.cpu_seconds:.2f} s, peak {usage.peak_bytes / 1e6:.0f} MB, {size / 1e6:.1f} MB, "
                f"newly allocated {allocated / 1e6:.1f} MB")
    except (measure.Failed, OSError, subprocess.SubprocessError) as failure:
        run["error"] = str(failure)
        said = f"failed: {failure}"
    results.add(run)
    return said
