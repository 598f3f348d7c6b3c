package org.projectexporter.zip;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.ArchiveFormatContract;

final class ZipFormatTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new ZipFormat();
    }

    @Override
    protected long mtimeStepNanos() {
        return 100;
    }

    @Override
    protected boolean takesSnapshotsAtEachEntry() {
        return true;
    }
}
