#!/bin/sh
# wheels.sh PYTHON PACKAGE ANY LINUX WORK DATE: builds the wheels of the Python package in the folder PACKAGE into PACKAGE/dist: with
# the program in the folder ANY, and with that in the folder LINUX, which has a Java of its own. WORK is a folder for both.
set -eu
python=$1
package=$2
any=$3
linux=$4
work=$5
date=$6

"$python" -c 'import setuptools, wheel, pip' || {
    printf 'wheels.sh: %s needs pip, setuptools and wheel; -Ddist.python names another Python\n' "$python" >&2
    exit 1
}

# wheel NAME PROGRAM PLATFORM
wheel() {
    mkdir -p "$work/$1"
    cp -R "$package/src" "$package/pyproject.toml" "$package/setup.py" "$package/README.md" "$work/$1/"
    find "$work/$1" -name __pycache__ -prune -exec rm -r {} +
    PROJECT_EXPORT_PROGRAM=$2 PROJECT_EXPORT_PLATFORM=$3 SOURCE_DATE_EPOCH=$(date -d "$date" +%s) \
        "$python" -m pip wheel -q --no-deps --no-index --no-build-isolation --no-cache-dir --disable-pip-version-check \
        --wheel-dir "$package/dist" "$work/$1"
}

rm -rf "$work" "$package/dist"
mkdir -p "$work"
wheel any "$any" any

# pip gives each file the time of the installation, for which Java rejects an archive of classes. Temurin runs on glibc 2.17, as do the
# native libraries (PEP 600).
cp -R "$linux" "$work/program"
rm "$work/program/lib/"classes.* "$work/program/lib/serve.jsa"
wheel linux "$work/program" manylinux_2_17_x86_64
