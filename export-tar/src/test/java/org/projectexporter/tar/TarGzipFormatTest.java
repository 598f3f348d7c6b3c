package org.projectexporter.tar;

import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.ArchiveFormatContract;
import org.projectexporter.testkit.ForeignReader;

final class TarGzipFormatTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new TarGzipFormat();
    }

    @Override
    protected List<ForeignReader> foreignReaders() {
        return List.of(ForeignReader.of("tar", "-xpf", "{archive}"), ForeignReader.of("bsdtar", "-xpf", "{archive}"));
    }
}
