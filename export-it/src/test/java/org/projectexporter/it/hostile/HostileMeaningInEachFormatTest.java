package org.projectexporter.it.hostile;

import org.junit.jupiter.api.Tag;

/** All well-formed but hostile archives, in each format. */
@Tag("long")
@Tag("longest")
class HostileMeaningInEachFormatTest extends HostileMeaningTest {
    @Override
    int share() {
        return 1;
    }
}
