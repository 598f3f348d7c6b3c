package org.projectexporter.natives.deflate;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.ArchiveFormatContract;
import org.projectexporter.zip.ZipFormat;

final class ZipWithLibdeflateTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new WithLibdeflate(new ZipFormat());
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
