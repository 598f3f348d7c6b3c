package org.projectexporter.internal.exporting.portability;

import java.text.Normalizer;

import org.projectexporter.spi.RawPath;

/**
 * Names as file systems compare them that do not tell case apart (NTFS, exFAT, APFS, HFS+), or composed characters from
 * decomposed ones (APFS, HFS+); {@code docs/decisions/portable-names.md} tells how near this comes.
 */
final class FoldedName {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private FoldedName() {}

    /** The name without case and composition; a name that is not UTF-8 only without the case of ASCII. */
    static String of(RawPath name) {
        return name.isUtf8() ? decompose(foldCase(decompose(name.toString()))) : asciiFolded(name);
    }

    /** The name without case alone. */
    static String caseOf(RawPath name) {
        return name.isUtf8() ? foldCase(name.toString()) : asciiFolded(name);
    }

    private static String decompose(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }

    /** Character by character, as {@link String#equalsIgnoreCase}: a file system has a table of single characters. */
    private static String foldCase(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> Character.toLowerCase(Character.toUpperCase(character)))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** A character for each byte, those above ASCII beyond all of Unicode's characters that a name folds to. */
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

    /** Where {@link #add} begins. */
    static long hash(long seed) {
        return FNV_OFFSET ^ seed * 0x9e3779b97f4a7c15L;
    }

    /** A hash (FNV-1a) with one more character. */
    static long add(long hash, int character) {
        return (hash ^ character) * FNV_PRIME;
    }

    /** The hash of all that was added, its bits mixed (the finish of MurmurHash3). */
    static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
