package org.projectexporter.natives.deflate;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.tar.TarGzipFormat;
import org.projectexporter.testkit.ArchiveFormatContract;

final class TarGzipWithLibdeflateTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new WithLibdeflate(new TarGzipFormat());
    }
}
