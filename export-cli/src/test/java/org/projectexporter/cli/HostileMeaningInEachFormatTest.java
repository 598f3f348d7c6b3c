package org.projectexporter.cli;

import org.junit.jupiter.api.Tag;

import java.nio.file.Path;

/** The same with each case in each format. */
@Tag("long")
class HostileMeaningInEachFormatTest extends HostileMeaningContract {
    @Override
    Path placesIn(Path memory, Path disk) {
        return memory;
    }

    @Override
    boolean isSmall() {
        return true;
    }
}
