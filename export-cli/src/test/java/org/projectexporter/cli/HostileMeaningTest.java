package org.projectexporter.cli;

import java.nio.file.Path;

/** Archives that are sound and mean harm, on a file system of Linux. */
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
    boolean inEachFormat() {
        return false;
    }
}
