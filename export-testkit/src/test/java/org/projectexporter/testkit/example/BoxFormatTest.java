package org.projectexporter.testkit.example;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.ArchiveFormatContract;

final class BoxFormatTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new BoxFormat();
    }
}
