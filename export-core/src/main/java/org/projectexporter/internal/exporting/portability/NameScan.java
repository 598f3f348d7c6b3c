package org.projectexporter.internal.exporting.portability;

import org.projectexporter.spi.RawPath;

/** One look over the bytes of a path: how deep it lies, and what its last name is like. To be used again for the next path. */
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

    /** Looks at a path that comes after those before it in tree order. */
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

    /** Number of folders above it. */
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

    /** Of the folder and of the name as {@link FoldedName} has it. */
    long hash() {
        return hash;
    }
}
