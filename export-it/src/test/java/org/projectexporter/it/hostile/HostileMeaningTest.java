package org.projectexporter.it.hostile;

import java.nio.file.Path;

/** Archives that are sound and mean harm, on a file system of Linux: a half of them. */
class HostileMeaningTest extends HostileMeaningContract {
    @Override
    Path placesIn(Path memory, Path disk) {
        return memory;
    }

    @Override
    boolean isSmall() {
        return true;
    }

    @Override
    int share() {
        return 4;
    }
}
