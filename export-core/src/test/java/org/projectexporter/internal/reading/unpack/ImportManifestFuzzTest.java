package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames;
import org.projectexporter.spi.files.SeenNames.Kind;

/**
 * Whatever an import reads as a manifest is refused by an {@link IOException}, or affects only files of the working
 * tree.
 */
class ImportManifestFuzzTest {
    private static final List<RawPath> FILES = List.of(RawPath.of("f/a"), RawPath.of("f/b"));
    private static final List<RawPath> OTHERS = List.of(
            RawPath.of(""),
            RawPath.of("f/.."),
            RawPath.of("f/../a"),
            RawPath.of("f/A"),
            RawPath.of("/f/a"),
            RawPath.of("f/none"));

    static Stream<byte[]> seeds() {
        String version = "{\"export_version\":\"1.0\",";
        return Stream.of(
                        version
                                + "\"git_not_clean\":[{\"path\":\"f/a\"}],\"hard_links\":[{\"path\":\"f/a\",\"same_file_as\":\"f/b\"}]}",
                        version + "\"hard_links\":[{\"path\":\"f/../a\",\"same_file_as\":\"f/b\"}],"
                                + "\"changed_while_exporting\":[{\"path\":\"f/../a\"}]}",
                        version
                                + "\"hard_links\":[{\"path_base64\":\"Zi9h\",\"same_file_as_base64\":\"Zi8uZ2l0L3g=\"}]}",
                        version
                                + "\"statistics\":{\"total_files\":1,\"git_commits\":null},\"git_not_clean\":[[1],{\"a\":{}}]}",
                        "{\"export_version\":\"2.0\"}",
                        "[]")
                .map(json -> json.getBytes(StandardCharsets.UTF_8));
    }

    private static SeenNames entries() throws IOException {
        SeenNames entries = new SeenNames();
        entries.put(RawPath.of("f"), Kind.FOLDER);
        entries.put(RawPath.of("f/l"), Kind.LINK);
        entries.put(RawPath.of("f/.git/x"), Kind.FILE);
        for (RawPath file : FILES) {
            entries.put(file, Kind.FILE);
        }
        return entries;
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areRefusedOrConcernFilesAlone(byte[] bytes) throws IOException {
        SeenNames entries = entries();
        try {
            ImportManifest manifest = ImportManifest.read(bytes, entries);
            manifest.number("statistics.total_files");
            OTHERS.forEach(path -> assertThat(manifest.wasClean(path)).isFalse());
            new ClaimedLinks(bytes, entries)
                    .visit((path, same) -> assertThat(FILES).contains(path, same));
        } catch (IOException refused) {
            // as it should be
        }
    }
}
