#!/usr/bin/env bash
# strace 6.1 (Debian 12): with --seccomp-bpf, an injected error fires and the signal injected by the same rule does not.
#
# Expected: the manual describes --seccomp-bpf as a way to stop only at traced system calls, "which can significantly speed up
#           tracing"; so a rule -e inject=write:error=EIO:signal=USR1:when=2 does the same with and without it.
# Seen:     without it the second write fails and SIGUSR1 is delivered; with it the write fails, and no signal is delivered,
#           without an error. A test that stops a program by an injected signal then looks as though the program survived.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Debian 12, or a system that can unpack and run its packages.
set -euo pipefail
version=6.1-0.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "strace=$version" libunwind8 >/dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name 'libunwind.so.8' | head -n 1)")
export LD_LIBRARY_PATH

cat >program <<'P'
trap 'signals=$((${signals:-0} + 1))' USR1
failed=0
for _ in 1 2 3 4; do echo x 2>/dev/null >/dev/null || failed=$((failed + 1)); done
echo "failed $failed, signals ${signals:-0}" >&2
P

run() {
    root/usr/bin/strace -f -qq -o log "$@" -P /dev/null -e trace=write \
        -e inject=write:error=EIO:signal=USR1:when=2 /bin/sh program 2>&1
}
without=$(run)
with=$(run --seccomp-bpf)
printf 'strace %s\nwithout --seccomp-bpf: %s\nwith it:               %s\n' "$version" "$without" "$with"
[ "$without" = 'failed 1, signals 1' ] && [ "$with" = 'failed 1, signals 0' ]
