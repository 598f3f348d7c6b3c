package org.projectexporter.internal.layout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.projectexporter.spi.RawPath;

/**
 * The text of {@code RESTORE-LFS.sh}, the script in an archive whose Git LFS objects are in part files of the working
 * tree only. It follows from the manifest: a verification writes it again and compares. Names are literals in single
 * quotes, in which the shell gives no character a meaning, and begin with {@code ./}.
 *
 * <p>Source: POSIX.1-2017, Shell Command Language, 2.2.2 "Single-Quotes".
 */
public final class RestoreScript {
    private static final DateTimeFormatter TOUCH_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String HEAD =
            """
            #!/bin/sh
            # Copies media from the working tree back into the object stores of Git LFS. This archive has them once,
            # in the working tree: run this script after unpacking, before any Git command and before any edit.
            #
            #     sh RESTORE-LFS.sh
            #
            # It needs neither Git nor Git LFS, works from any folder, and may be run again.

            unset CDPATH
            LC_ALL=C
            export LC_ALL
            case $0 in
            */*) cd -- "${0%/*}/" || exit 2 ;;
            esac

            if command -v sha256sum >/dev/null 2>&1; then
                sum() { sha256sum <"$1"; }
            elif command -v shasum >/dev/null 2>&1; then
                sum() { shasum -a 256 <"$1"; }
            else
                echo 'RESTORE-LFS.sh: neither sha256sum nor shasum was found; install one of them' >&2
                exit 2
            fi

            has() {
                found=$(sum "$1" 2>/dev/null) && [ "${found%% *}" = "$2" ]
            }

            failed=0

            # restore OID MODE TIME FILE OBJECT
            restore() {
                if [ -f "$5" ] && has "$5" "$1"; then
                    return
                fi
                temporary=${5%/*}/restoring.$$
                mkdir -p "${5%/*}" && rm -f "$temporary" && cp "$4" "$temporary"
                if has "$temporary" "$1" && chmod "$2" "$temporary" && mv -f "$temporary" "$5"; then
                    TZ=UTC0 touch -m -t "$3" "$5" 2>/dev/null
                    return
                fi
                rm -f "$temporary"
                failed=$((failed + 1))
                printf 'RESTORE-LFS.sh: %s was not restored: this file no longer has its content: ' "$1" >&2
                printf '%s\\n' "$4" | tr '\\000-\\011\\013-\\037\\177' '?' >&2
            }

            """;

    private static final String AFTER_NAME =
            """
             ]; then
                echo 'RESTORE-LFS.sh: the unpacked project is not next to this script' >&2
                exit 2
            fi

            """;

    private static final String END =
            """

            if [ "$failed" -ne 0 ]; then
                echo "RESTORE-LFS.sh: Git LFS objects that were not restored: $failed" >&2
                exit 1
            fi
            """;

    private RestoreScript() {}

    /** Its beginning, in an archive of the project with this name. */
    public static byte[] head(RawPath name) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(ascii(HEAD + "if ! [ -d "));
        quote(name, text);
        text.writeBytes(ascii(AFTER_NAME));
        return text.toByteArray();
    }

    /** The line that restores an object. */
    public static byte[] line(ObjectFromTree object) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        String mode = Integer.toOctalString(object.mode());
        line.writeBytes(ascii("restore " + object.oid() + " 0" + mode + " " + TOUCH_TIME.format(object.mtime()) + " "));
        quote(object.path(), line);
        line.write(' ');
        quote(object.object(), line);
        line.write('\n');
        return line.toByteArray();
    }

    /** Its end, for a list of that many objects. */
    public static byte[] end(long objects) {
        return ascii(END + "echo 'Git LFS objects in their stores again: " + objects + "'\n");
    }

    /** What recipients of the archive must know, as one line. */
    public static String note(long objects, long bytes) {
        return "Git LFS objects are in the archive as files of the working tree only (" + objects + ", " + bytes
                + " bytes): after unpacking, run sh RESTORE-LFS.sh before any other Git command or edit, since these"
                + " files are the only copy; an import restores them itself";
    }

    /** A quote ends the literal, is written by itself, and another literal begins. */
    private static void quote(RawPath path, ByteArrayOutputStream to) {
        to.writeBytes(ascii("'./"));
        for (byte b : path.bytes()) {
            if (b == '\'') {
                to.writeBytes(ascii("'\\''"));
            } else {
                to.write(b);
            }
        }
        to.write('\'');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
