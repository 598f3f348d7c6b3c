#!/usr/bin/env bash
# MLT 7.12.0 (Debian 12): melt decodes percent escapes in the name of an MLT document, but of no other file.
#
# Expected: a name in a document or on the command line is a path, as for media: "a%41.mlt" is that file.
# Seen:     the file "a%41.mlt" cannot be loaded, although it exists: melt looks for "aA.mlt". Where a document names it, melt uses
#           "aA.mlt" if there is one; otherwise the clip is 15,000 frames long, and melt exits with 0. A sound
#           file of such a name is opened as it is named.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=7.12.0-1+deb12u1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p archives/partial film
: >status # nothing is installed: all dependencies are downloaded
apt-get -qq install --download-only --no-install-recommends -y -o Dir::State::status="$work/status" -o Dir::Cache="$work" \
    -o Dir::Cache::archives="$work/archives" -o Debug::NoLocking=true "melt=$version" "libmlt7=$version" \
    "libmlt-data=$version" >/dev/null 2>&1
for package in archives/*.deb; do
    dpkg-deb -x "$package" root
done
libraries=$(find "$work/root/usr/lib" -maxdepth 1 -name '*-linux-gnu')
melt() {
    LD_LIBRARY_PATH="$libraries:$libraries/pulseaudio:$libraries/blas:$libraries/lapack" MLT_REPOSITORY="$libraries/mlt-7" \
        MLT_DATA="$work/root/usr/share/mlt-7" timeout 60 "$work/root/usr/bin/melt-7" "$@" 2>log
}
nested() { # frames, file
    printf '<mlt><producer in="0" out="%d"><property name="mlt_service">color</property></producer></mlt>' $(($1 - 1)) >"$2"
}
last() { # the last frame of what melt makes of a document
    melt "$1" -consumer xml | sed -n 's/.*<producer .*out="\([0-9]*\)".*/\1/p' | head -n 1
}
cd film
nested 10 'a%41.mlt'
printf '<mlt><producer><property name="mlt_service">xml</property><property name="resource">a%%41.mlt</property></producer></mlt>' \
    >main.mlt
alone=$(last main.mlt)
loaded=yes
melt 'a%41.mlt' -consumer xml >/dev/null || true
if grep -q 'Failed to load' log; then loaded=no; fi
{ # a second of silence: 8,000 samples of a byte
    printf 'RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0'
    head -c 8000 /dev/zero
} >'a%41.wav'
sound=$(last 'a%41.wav')
nested 50 aA.mlt
both=$(last main.mlt)
printf 'melt %s: the nested document has 10 frames\n' "$version"
printf 'on the command line, it is loaded: %s\n' "$loaded"
printf 'a sound file "a%%41.wav": last frame %s\n' "$sound"
printf 'in a document: last frame %s (expected 9); with "aA.mlt" of 50 frames next to it: %s\n' "$alone" "$both"
[ "$loaded" = no ] && [ "$sound" = 24 ] && [ "$alone" = 14999 ] && [ "$both" = 49 ]
