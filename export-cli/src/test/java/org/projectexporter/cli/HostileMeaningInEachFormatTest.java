package org.projectexporter.cli;

import org.junit.jupiter.api.Tag;

import java.nio.file.Path;

/** All archives that are sound and mean harm, in each format. */
@Tag("long")
@Tag("longest")
class HostileMeaningInEachFormatTest extends HostileMeaningContract {
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
        return 1;
    }
}
