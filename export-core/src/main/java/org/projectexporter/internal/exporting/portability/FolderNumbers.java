package org.projectexporter.internal.exporting.portability;

import java.util.Arrays;

/** Numbers the folders of a walk in tree order, and keeps the numbers of the current path. */
final class FolderNumbers {
    private long[] numbers = new long[32];
    private long last;

    /** The number of the folder whose contents are at this depth. */
    long at(int depth) {
        return depth < numbers.length ? numbers[depth] : 0;
    }

    /** The walk enters a folder whose contents are at this depth. */
    void enter(int depth) {
        if (depth >= numbers.length) {
            numbers = Arrays.copyOf(numbers, depth * 2);
        }
        last++;
        numbers[depth] = last;
    }

    /** The walk starts over. */
    void restart() {
        Arrays.fill(numbers, 0);
        last = 0;
    }
}
