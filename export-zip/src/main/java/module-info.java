/** Archive format {@code zip}. */
module org.projectexporter.zip {
    requires transitive org.projectexporter.core;

    exports org.projectexporter.zip;

    provides org.projectexporter.spi.ArchiveFormat with
            org.projectexporter.zip.ZipFormat;
}
