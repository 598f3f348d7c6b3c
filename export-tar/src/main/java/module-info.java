/** Archive formats {@code tar}, {@code tar.gz} and {@code tar.zst}. */
module org.projectexporter.tar {
    requires com.github.luben.zstd_jni;
    requires transitive org.projectexporter.core;

    exports org.projectexporter.tar;

    provides org.projectexporter.spi.ArchiveFormat with
            org.projectexporter.tar.TarFormat,
            org.projectexporter.tar.TarGzipFormat,
            org.projectexporter.tar.TarZstdFormat;
}
