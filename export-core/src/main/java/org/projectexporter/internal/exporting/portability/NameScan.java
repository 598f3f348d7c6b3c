package org.projectexporter.internal.exporting.portability;

import org.projectexporter.spi.RawPath;

/** Scans the bytes of a path once: its depth, and the properties of its last name. Reused for the next path. */
final class NameScan {
    private static final boolean[] FORBIDDEN = new boolean[128];

    static {
        for (int i = 0; i < FORBIDDEN.length; i++) {
            FORBIDDEN[i] = WindowsNames.isForbidden(i);
        }
    }

    private int depth;
    private int start;
    private boolean ascii;
    private boolean forbidden;
    private long hash;

    /** Scans the next path in tree order. */
    void scan(RawPath path, FolderNumbers folders) {
        findName(path);
        ascii = true;
        forbidden = false;
        long seed = FoldedName.hash(folders.at(depth));
        long sum = seed;
        for (int i = start; i < path.length(); i++) {
            int b = path.byteAt(i);
            ascii &= b >= 0;
            forbidden |= b >= 0 && FORBIDDEN[b];
            sum = FoldedName.add(sum, FoldedName.lowerCase(b));
        }
        hash = FoldedName.finish(ascii ? sum : hashOf(FoldedName.of(path.fileName()), seed));
    }

    private void findName(RawPath path) {
        depth = 0;
        start = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.byteAt(i) == '/') {
                depth++;
                start = i + 1;
            }
        }
    }

    private static long hashOf(String folded, long seed) {
        long sum = seed;
        for (int i = 0; i < folded.length(); i++) {
            sum = FoldedName.add(sum, folded.charAt(i));
        }
        return sum;
    }

    /** The number of folders above it. */
    int depth() {
        return depth;
    }

    /** Where the last name begins. */
    int start() {
        return start;
    }

    boolean isAscii() {
        return ascii;
    }

    /** Whether the name has a character that Windows does not allow. */
    boolean isForbidden() {
        return forbidden;
    }

    /** The hash of the folder and of the name as folded by {@link FoldedName}. */
    long hash() {
        return hash;
    }
}
