package org.projectexporter.tar;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.ArchiveFormatContract;

final class TarFormatTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new TarFormat();
    }

    @Override
    protected boolean takesSnapshotsAtEachEntry() {
        return true;
    }
}
