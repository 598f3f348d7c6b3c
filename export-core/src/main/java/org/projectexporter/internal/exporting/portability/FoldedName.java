package org.projectexporter.internal.exporting.portability;

import java.text.Normalizer;

import org.projectexporter.spi.RawPath;

/**
 * Names as they are compared by file systems that ignore case (NTFS, exFAT, APFS, HFS+), or the difference between
 * composed and decomposed characters (APFS, HFS+); {@code docs/decisions/portable-names.md} explains how precise this
 * is.
 */
final class FoldedName {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private FoldedName() {}

    /** The name without case and composition; for a name that is not UTF-8, only the case of ASCII is folded. */
    static String of(RawPath name) {
        return name.isUtf8() ? decompose(foldCase(decompose(name.toString()))) : asciiFolded(name);
    }

    /** The name without case, its composition kept. */
    static String caseOf(RawPath name) {
        return name.isUtf8() ? foldCase(name.toString()) : asciiFolded(name);
    }

    private static String decompose(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }

    /**
     * Folds character by character, as {@link String#equalsIgnoreCase} does: file systems have tables of single
     * characters.
     */
    private static String foldCase(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> Character.toLowerCase(Character.toUpperCase(character)))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** One character for each byte; bytes above ASCII become characters that no folded name contains. */
    private static String asciiFolded(RawPath name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            byte b = name.byteAt(i);
            folded.append(b >= 0 ? (char) lowerCase(b) : (char) (0xdc00 | (b & 0xff)));
        }
        return folded.toString();
    }

    static int lowerCase(int ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? ascii + ('a' - 'A') : ascii;
    }

    /** The initial hash for {@link #add}. */
    static long hash(long seed) {
        return FNV_OFFSET ^ seed * 0x9e3779b97f4a7c15L;
    }

    /** Adds one more character to a hash (FNV-1a). */
    static long add(long hash, int character) {
        return (hash ^ character) * FNV_PRIME;
    }

    /** The final hash of everything added, with its bits mixed (the finish of MurmurHash3). */
    static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
