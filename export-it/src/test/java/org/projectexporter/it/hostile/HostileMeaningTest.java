package org.projectexporter.it.hostile;

import java.nio.file.Path;

/** Half of the well-formed but hostile archives, on a Linux file system. */
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
