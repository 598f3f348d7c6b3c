#!/usr/bin/env bash
# Git 2.39.5 (Debian 12): git config replaces a device with a regular file.
#
# Expected: GIT_CONFIG_GLOBAL=/dev/null, the documented way to have no global configuration (git(1)), makes git config --global
#           fail, or write into nothing, as any other program does that opens /dev/null.
# Seen:     it succeeds: the new content is written to null.lock, which is renamed over the device. From then on the "device" is
#           a file that has a configuration in it, for every program on the machine that has this /dev. Only who may write to
#           that folder can do so, such as root in a container, where test suites set this variable.
#
# Works on a device of its own in a temporary folder. Exits 0 as long as this is the case, 1 if it has changed. Needs root, for
# mknod, and Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=1:2.39.5-0+deb12u3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "git=$version" >/dev/null 2>&1
dpkg-deb -x git_*.deb root
git=$work/root/usr/bin/git
export GIT_EXEC_PATH=$work/root/usr/lib/git-core HOME=$work GIT_CONFIG_NOSYSTEM=1
mkdir dev
mknod dev/null c 1 3
before=$(stat -c %F dev/null)
echo 'ordinary output' >dev/null # an ordinary program leaves it as it is
written=$(stat -c %F dev/null)
GIT_CONFIG_GLOBAL=$work/dev/null "$git" config --global user.name editor && status=$? || status=$?
after=$(stat -c %F dev/null)
printf '%s\nat first:              %s\nafter a redirection:   %s\nafter git config (%s):  %s\n' \
    "$("$git" --version)" "$before" "$written" "$status" "$after"
[ "$written" = 'character special file' ] && [ "$status" -eq 0 ] && [ "$after" = 'regular file' ]
