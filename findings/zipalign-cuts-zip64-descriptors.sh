#!/usr/bin/env bash
# zipalign 10.0.0 (Debian 12): it cuts the data descriptor of a zip64 entry in two, so what it writes can no longer be read from a
# pipe, while zipalign -c finds it in order.
#
# Expected: zipalign moves entries, and changes only the padding; an archive that could be read from a pipe still can be. In a
#           zip64 entry, the two sizes of the descriptor have 8 bytes each, 24 bytes with the signature (APPNOTE.TXT 4.3.9.1 and
#           4.3.9.2). zip 3.0 writes such an entry whenever it compresses its own input into a pipe, whatever the size.
# Seen:     zipalign copies 16 bytes of the descriptor, the length of one that is not zip64, and leaves out the uncompressed size.
#           It keeps the zip64 extra field and the flag, and exits with 0. bsdtar reads the original from a pipe, but fails on the
#           aligned one ("ZIP uncompressed data is wrong size"). Readers of the central directory do not notice.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=1:10.0.0+r36-1
android=1:29.0.6-28
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "zipalign=$version" android-lib{backtrace,base,cutils,log,utils,ziparchive}="$android" libzopfli1 \
    zip=3.0-13+deb12u1 libarchive-tools=3.6.2-1+deb12u5 libarchive13=3.6.2-1+deb12u5 libxml2 libicu72 libnettle8 \
    >/dev/null 2>&1
for package in *.deb; do
    dpkg-deb -x "$package" root
done
export PATH="$work/root/usr/bin:$PATH"
LD_LIBRARY_PATH=$(find "$work/root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd :)
export LD_LIBRARY_PATH

seq 1000 | zip -q - - | cat >streamed.zip
zipalign 4 streamed.zip aligned.zip
zipalign -c 4 aligned.zip && checked='in order' || checked=wrong
descriptor() { # from its signature to the next header, in hexadecimal
    od -A n -v -t x1 "$1" | tr -d ' \n' | sed -E 's/.*(504b0708.*)504b0102.*/\1/'
}
from_pipe() {
    # shellcheck disable=SC2002
    if cat "$1" | bsdtar -xOf - >content 2>errors && seq 1000 | cmp -s - content; then
        echo reads it
    else
        head -n 1 errors
    fi
}
before=$(descriptor streamed.zip)
after=$(descriptor aligned.zip)
streamed=$(from_pipe streamed.zip)
aligned=$(from_pipe aligned.zip)
printf 'zipalign %s; zipalign -c: %s\ndescriptor of zip:      %s\ndescriptor of zipalign: %s\n' \
    "$version" "$checked" "$before" "$after"
printf 'bsdtar, from a pipe, before: %s\nbsdtar, from a pipe, after:  %s\n' "$streamed" "$aligned"
[ "$checked" = 'in order' ] && [ ${#before} = 48 ] && [ "$after" = "${before:0:32}" ] \
    && [ "$streamed" = 'reads it' ] && [ "$aligned" != 'reads it' ]
