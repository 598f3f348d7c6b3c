#!/usr/bin/env bash
# MLT 7.12.0 (Debian 12): melt exits with 0, and says nothing, if the disk that it renders to is full.
#
# Expected: melt reports ENOSPC and exits with another code than 0, as for a file that it cannot create ("Could not open", exit 1).
# Seen:     every write fails, standard error has nothing about it, and melt exits with 0: a script that renders and looks at both
#           finds the film rendered. ffmpeg 5.1 with the same libraries exits with 0 too, but names the error.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=7.12.0-1+deb12u1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p archives/partial
: >status # nothing is installed: all dependencies are downloaded
apt-get -qq install --download-only --no-install-recommends -y -o Dir::State::status="$work/status" -o Dir::Cache="$work" \
    -o Dir::Cache::archives="$work/archives" -o Debug::NoLocking=true "melt=$version" "libmlt7=$version" \
    "libmlt-data=$version" ffmpeg=7:5.1* >/dev/null 2>&1
for package in archives/*.deb; do
    dpkg-deb -x "$package" root
done
libraries=$(find "$work/root/usr/lib" -maxdepth 1 -name '*-linux-gnu')
run() { # a command of the packages
    LD_LIBRARY_PATH="$libraries:$libraries/pulseaudio:$libraries/blas:$libraries/lapack" MLT_REPOSITORY="$libraries/mlt-7" \
        MLT_DATA="$work/root/usr/share/mlt-7" timeout 120 "$work/root/usr/bin/$1" "${@:2}" >/dev/null 2>log || return $?
}
unchanged=yes
check() { # what, the exit code expected here, whether the log names the error, a command
    local code=0 named=no
    run "${@:4}" || code=$?
    if grep -qi 'no space\|could not\|failed' log; then named=yes; fi
    printf '%-34s exit %3d, error named: %s\n' "$1" "$code" "$named"
    [ "$code" = "$2" ] && [ "$named" = "$3" ] || unchanged=no
}
printf 'melt %s\n' "$version"
check 'melt, a folder that is not there' 1 yes melt-7 color:red out=99 -consumer avformat:"$work/none/x.mkv" an=1 vcodec=ffv1
check 'melt, a full disk' 0 no melt-7 color:red out=99 -consumer avformat:/dev/full f=matroska an=1 vcodec=ffv1
check 'ffmpeg, a full disk' 0 yes ffmpeg -y -f lavfi -i color=red:d=4 -c:v ffv1 -f matroska /dev/full
[ "$unchanged" = yes ]
