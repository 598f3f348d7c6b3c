package org.projectexporter.internal.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * The names of files that a file system can hold, as {@link NameTrials} found them.
 *
 * @param characters the characters that it refuses or changes, of those that Windows forbids
 * @param refused other kinds of names that it refuses or changes
 * @param longestBytes the length of the longest name of ASCII characters
 */
public record HeldNames(String characters, Set<Kind> refused, int longestBytes) {
    /** The longest name in bytes on Linux, NAME_MAX, and in UTF-16 units on Windows. */
    static final int LONGEST = 255;

    private static final Pattern DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])( *[.:].*| *)", Pattern.DOTALL);
    /** A kind of name that some file systems refuse or change. */
    public enum Kind {
        CONTROL_CHARACTERS("control characters"),
        NOT_UTF8("names that are not UTF-8"),
        /** Only FAT, exFAT and NTFS hold them, whose limit is 255 UTF-16 units. */
        MORE_THAN_255_BYTES(""),
        DOT_AT_END("a dot at the end"),
        SPACE_AT_END("a space at the end"),
        DEVICES("names of devices of Windows, such as AUX");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        boolean includes(RawPath name) {
            return switch (this) {
                case CONTROL_CHARACTERS -> hasControls(name);
                case NOT_UTF8 -> !name.isUtf8();
                case MORE_THAN_255_BYTES -> name.length() > LONGEST;
                case DOT_AT_END -> name.byteAt(name.length() - 1) == '.';
                case SPACE_AT_END -> name.byteAt(name.length() - 1) == ' ';
                case DEVICES ->
                    DEVICE.matcher(latin(name).toUpperCase(Locale.ROOT)).matches();
            };
        }
    }

    /** All names of Linux: at most 255 bytes, any but NUL and the slash. */
    public static final HeldNames ALL = new HeldNames("", Set.of(Kind.MORE_THAN_255_BYTES), LONGEST);

    public HeldNames {
        refused = Set.copyOf(refused);
    }

    /** Whether every segment of a relative path is such a name. */
    public boolean canHold(RawPath path) {
        for (RawPath at = path; !at.isRoot(); at = at.parent() == null ? RawPath.ROOT : at.parent()) {
            if (!canHoldName(at.fileName())) {
                return false;
            }
        }
        return true;
    }

    private boolean canHoldName(RawPath name) {
        return hasRoomFor(name)
                && refused.stream().noneMatch(kind -> kind.includes(name))
                && latin(name).chars().noneMatch(c -> characters.indexOf(c) >= 0);
    }

    private boolean hasRoomFor(RawPath name) {
        return name.length() <= longestBytes
                || (longestBytes == LONGEST && name.toString().length() <= LONGEST);
    }

    private static boolean hasControls(RawPath name) {
        return latin(name).chars().anyMatch(c -> c < ' ');
    }

    /** One character for each byte. */
    private static String latin(RawPath name) {
        return new String(name.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The names that it cannot hold, for people; empty if there are none. */
    List<String> limits() {
        List<String> limits = new ArrayList<>();
        if (!characters.isEmpty()) {
            limits.add("the characters " + String.join(" ", characters.split("")));
        }
        for (Kind kind : Kind.values()) {
            if (refused.contains(kind) && !kind.text.isEmpty()) {
                limits.add(kind.text);
            }
        }
        if (longestBytes < LONGEST) {
            limits.add("more than " + longestBytes + " bytes");
        }
        return limits;
    }
}
