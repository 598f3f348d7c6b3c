/** Source {@code media}: what the documents of film programs refer to. Seals in the form of ASC Media Hash Lists. */
module org.projectexporter.media {
    requires com.dynatrace.hash4j;
    requires com.fasterxml.jackson.core;
    requires com.github.luben.zstd_jni;
    requires java.xml;
    requires transitive org.projectexporter.core;

    exports org.projectexporter.media;

    provides org.projectexporter.spi.SourceResolver with
            org.projectexporter.media.MediaSourceResolver,
            org.projectexporter.media.mhl.MhlSourceResolver;
    provides org.projectexporter.spi.files.SealFormat with
            org.projectexporter.media.mhl.MhlFormat;
}
