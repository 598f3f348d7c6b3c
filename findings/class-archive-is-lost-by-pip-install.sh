#!/usr/bin/env bash
# pip 23.0.1 with setuptools 66.1.1 and wheel 0.38.4 (Debian 12), and OpenJDK 17: a jar and the archive of its classes (CDS) that are
# shipped together in a wheel no longer belong together once pip has installed them. Java ignores the archive without a word.
#
# Expected: a wheel is a zip archive with times, and tar, unzip and dpkg keep these; so both files are installed as they were packed,
#           and Java maps the archive.
# Seen:     pip gives every file the time of the installation. Java compares the time of the jar with the one in the archive, and
#           by default (-Xshare:auto) starts as if there were no archive; only with -Xshare:on it says that the jar has changed.
#           After the jar has got its old time back, the archive is used.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs a JDK 17 or newer, and Debian 12 with python3-pip,
# python3-setuptools, python3-wheel and python3-venv.
set -euo pipefail
for package in python3-pip=23.0.1 python3-setuptools=66.1.1 python3-wheel=0.38.4; do
    [[ $(dpkg-query -W -f '${Version}' "${package%=*}") == "${package#*=}"* ]] || { echo "needs $package"; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p package/tool classes
cat >Tool.java <<'J'
public class Tool {
    public static void main(String[] arguments) {
        System.out.println("runs");
    }
}
J
javac -d classes Tool.java
jar --create --file package/tool/tool.jar -C classes .
touch -d 2026-01-02T03:04:06Z package/tool/tool.jar
touch package/tool/__init__.py
echo Tool >classes.list

# Java 17 also compares the folder, so the archive is made where the wheel will be installed.
site=$work/site
mkdir -p "$site/tool"
cp -p package/tool/tool.jar "$site/tool/"
java -Xshare:dump -XX:SharedClassListFile=classes.list -XX:SharedArchiveFile=package/tool/tool.jsa -cp "$site/tool/tool.jar" >dump.log 2>&1 || {
    cat dump.log
    exit 2
}
rm -r "$site"
cat >package/setup.py <<'P'
from setuptools import setup

setup(name="tool", version="1", packages=["tool"], package_data={"tool": ["tool.jar", "tool.jsa"]})
P
/usr/bin/python3 -m pip -q --disable-pip-version-check wheel --no-index --no-build-isolation --no-deps -w wheels ./package 2>build.log ||
    { cat build.log; exit 2; }
/usr/bin/python3 -m pip -q --disable-pip-version-check install --no-index --no-deps --target "$site" wheels/tool-1-*.whl

used() { # whether the class comes from the archive, by default
    java -XX:SharedArchiveFile="$site/tool/tool.jsa" -Xlog:class+load=info:file="$work/load.log" -cp "$site/tool/tool.jar" Tool >out 2>&1
    grep -qx runs out && [ "$(wc -l <out)" = 1 ] || { cat out; exit 2; }
    if grep -q '^.* Tool source: shared objects file' load.log; then echo used; else echo ignored; fi
}
in_wheel=$(TZ=UTC /usr/bin/python3 -c 'import glob, zipfile; print(zipfile.ZipFile(glob.glob("wheels/*.whl")[0]).getinfo("tool/tool.jar").date_time)')
installed=$(used)
strict=$(java -Xshare:on -XX:SharedArchiveFile="$site/tool/tool.jsa" -cp "$site/tool/tool.jar" Tool 2>&1 | grep -ci 'A jar file is not the one used' || true)
touch -d 2026-01-02T03:04:06Z "$site/tool/tool.jar"
restored=$(used)
printf 'time in the wheel %s; archive after pip install: %s, named with -Xshare:on: %s; with the old time: %s\n' \
    "$in_wheel" "$installed" "$strict" "$restored"
[ "$installed" = ignored ] && [ "$strict" -ge 1 ] && [ "$restored" = used ]
