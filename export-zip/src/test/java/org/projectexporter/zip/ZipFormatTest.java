package org.projectexporter.zip;

import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.ArchiveFormatContract;
import org.projectexporter.testkit.ForeignReader;

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

    @Override
    protected List<ForeignReader> foreignReaders() {
        return List.of(
                ForeignReader.of("unzip", "-q", "{archive}").withMtimeStep(1_000_000_000),
                ForeignReader.of("bsdtar", "-xf", "{archive}").withMtimeStep(1_000_000_000),
                ForeignReader.of("7z", "x", "-y", "{archive}").withMtimeStep(100));
    }
}
