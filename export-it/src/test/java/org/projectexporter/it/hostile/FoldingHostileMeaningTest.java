package org.projectexporter.it.hostile;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.it.imports.FoldingFolder;

/** Well-formed but hostile archives, on a file system that ignores case. */
@Tag("long")
class FoldingHostileMeaningTest extends HostileMeaningContract {
    private FoldingFolder folder;

    @Override
    Path placesIn(Path memory, Path disk) throws IOException {
        folder = FoldingFolder.mount(disk);
        return folder.path();
    }

    /** Nothing is removed meanwhile: lowntfs-3g gets lost where files are removed that are still mapped. */
    @Override
    boolean isSmall() {
        return false;
    }

    @AfterAll
    void unmount() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }

    @Override
    int share() {
        return 2;
    }
}
