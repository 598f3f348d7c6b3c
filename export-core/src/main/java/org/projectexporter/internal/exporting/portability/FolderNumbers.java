package org.projectexporter.internal.exporting.portability;

import java.util.Arrays;

/** Numbers the folders of a walk in tree order, and knows those on the way to where it is. */
final class FolderNumbers {
    private long[] numbers = new long[32];
    private long last;

    /** The number of the folder that holds what lies this deep. */
    long at(int depth) {
        return depth < numbers.length ? numbers[depth] : 0;
    }

    /** The walk has come to a folder; what it holds lies this deep. */
    void enter(int depth) {
        if (depth >= numbers.length) {
            numbers = Arrays.copyOf(numbers, depth * 2);
        }
        last++;
        numbers[depth] = last;
    }

    /** The walk begins anew. */
    void restart() {
        Arrays.fill(numbers, 0);
        last = 0;
    }
}
