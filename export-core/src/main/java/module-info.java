/** Exports projects: the API, the interfaces of plug-ins and their toolkit. Everything else is internal. */
module org.projectexporter.core {
    requires com.fasterxml.jackson.databind;
    // com.sun.nio.file.ExtendedOpenOption.DIRECT
    requires jdk.unsupported;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.projectexporter;
    exports org.projectexporter.plugins;
    exports org.projectexporter.spi;
    exports org.projectexporter.spi.compress;
    exports org.projectexporter.spi.files;

    uses org.projectexporter.spi.ArchiveFormat;
    uses org.projectexporter.spi.SourceResolver;
    uses org.projectexporter.spi.compress.DeflateEngine;
    uses org.projectexporter.spi.files.ExtentSharing;
    uses org.projectexporter.spi.files.FileSystemSync;
    uses org.projectexporter.spi.files.SealFormat;

    provides org.projectexporter.spi.SourceResolver with
            org.projectexporter.internal.exporting.plan.DependencySourceResolver;
}
