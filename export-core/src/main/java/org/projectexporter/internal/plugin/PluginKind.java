package org.projectexporter.internal.plugin;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.spi.files.SealFormat;

/**
 * A kind of plug-in.
 *
 * @param name its name in messages, such as {@code "format"}
 * @param type what a service implements
 * @param nameOf the name of one plug-in
 * @param suffixesOf the suffixes of one plug-in, which no other may have
 * @param check fails if a plug-in does not implement this version of the interface
 */
public record PluginKind<T>(
        String name,
        Class<T> type,
        Function<T, String> nameOf,
        Function<T, List<String>> suffixesOf,
        Consumer<T> check) {
    public static final PluginKind<ArchiveFormat> FORMAT = new PluginKind<>(
            "format", ArchiveFormat.class, ArchiveFormat::name, ArchiveFormat::suffixes, PluginKind::checkFormat);
    public static final PluginKind<SourceResolver> SOURCE =
            of("source", SourceResolver.class, SourceResolver::name, SourceResolver::specificity);
    public static final PluginKind<SealFormat> SEAL = of("seal", SealFormat.class, SealFormat::name, SealFormat::name);
    public static final PluginKind<DeflateEngine> DEFLATE_ENGINE =
            of("deflate engine", DeflateEngine.class, DeflateEngine::name, DeflateEngine::name);

    /** All kinds. */
    static final List<PluginKind<?>> ALL = List.of(FORMAT, SOURCE, SEAL, DEFLATE_ENGINE);

    private static <T> PluginKind<T> of(String name, Class<T> type, Function<T, String> nameOf, Consumer<T> check) {
        return new PluginKind<>(name, type, nameOf, plugin -> List.of(), check);
    }

    /** Asks for what all formats are asked for when an archive is of another one. */
    private static void checkFormat(ArchiveFormat format) {
        if (format.description().isBlank()) {
            throw new IllegalArgumentException(format.name() + " has no description");
        }
        if (format.recognizes(ByteBuffer.allocate(0))) {
            throw new IllegalArgumentException(format.name() + " recognizes an empty file as an archive");
        }
    }
}
