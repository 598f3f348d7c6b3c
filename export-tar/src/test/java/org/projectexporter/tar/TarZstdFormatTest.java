package org.projectexporter.tar;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.ArchiveFormatContract;

final class TarZstdFormatTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new TarZstdFormat();
    }
}
