package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SeenNames;

class ImportManifestTest {
    private static final byte[] NOT_UTF8 = {'a', '/', (byte) 0xff};

    private final SeenNames entries = new SeenNames();

    @BeforeEach
    void addEntries() throws MemoryException, MemoryException {
        for (String path : List.of("a/kept", "a/edited", "a/\ufffd", "a/x", "a/y")) {
            entries.put(RawPath.of(path), SeenNames.Kind.FILE);
        }
        entries.put(RawPath.of(NOT_UTF8), SeenNames.Kind.FILE);
    }

    private ImportManifest read(String json) throws IOException {
        return ImportManifest.read(json.getBytes(StandardCharsets.UTF_8), entries);
    }

    @Test
    void read_ofWhatLaterVersionsMayAdd_passesOverIt() throws IOException {
        ImportManifest manifest = read(
                """
                {"moods": ["dark", ["x"], {"export_version": "9.0", "deep": {"list": [1, {"a": null}]}}],
                 "export_version": "1.73",
                 "statistics": {"frames": {"total": 5}, "total_files": 12, "takes": [7]},
                 "hard_links": [{"path": "a/y", "same_file_as": "a/x", "since": {"when": [1]}}, "a/z"],
                 "git_not_clean": [{"path": "a/edited", "what": "w", "why": ["t"]}],
                 "score": 1.5e3, "final": true, "nothing": null}
                """);

        assertThat(manifest.number("statistics.total_files")).hasValue(12);
        assertThat(manifest.wasClean(RawPath.of("a/edited"))).isFalse();
        assertThat(manifest.wasClean(RawPath.of("a/kept"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.0", "10.1", "999999999.0"})
    void read_ofANewerMajorVersion_refusesItByName(String version) {
        assertThatThrownBy(() -> read("{\"export_version\": \"" + version + "\"}"))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("its manifest is of version " + version)
                .hasMessageContaining("up to 2.x")
                .hasMessageContaining("update the program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"export_version\": \"one\"}", "{\"export_version\": {\"major\": 1}}"})
    void read_withoutAVersion_saysSo(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("no export_version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "", "{\"a\": [1, 2", "{\"export_version\": \"1.0\""})
    void read_ofAnIncompleteObject_fails(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    @Test
    void read_ofAManifestWithoutAListOfUncleanFiles_treatsNoneAsClean() throws IOException {
        assertThat(read("{\"export_version\": \"1.0\"}").wasClean(RawPath.of("a/kept")))
                .isFalse();
        assertThat(read("{\"export_version\": \"1.0\", \"git_not_clean\": []}").wasClean(RawPath.of("a/kept")))
                .isTrue();
    }

    @Test
    void wasClean_ofAPathThatIsNotAnEntry_isFalse() throws IOException {
        ImportManifest manifest = read("{\"export_version\": \"1.0\", \"git_not_clean\": []}");

        assertThat(manifest.wasClean(RawPath.of("a/kept"))).isTrue();
        assertThat(manifest.wasClean(RawPath.of("a/other"))).isFalse();
        assertThat(manifest.wasClean(RawPath.of("a/../a/kept"))).isFalse();
        assertThat(manifest.wasClean(RawPath.of("A/kept"))).isFalse();
    }

    @Test
    void read_ofNamesThatAreNotText_usesTheirBytes() throws IOException {
        ImportManifest manifest = read(
                """
                {"export_version": "1.0",
                 "git_not_clean": [{"path": "a/\ufffd", "path_base64": "YS//", "what": "w"}]}
                """);

        assertThat(manifest.wasClean(RawPath.of(NOT_UTF8))).isFalse();
        assertThat(manifest.wasClean(RawPath.of("a/\ufffd"))).isTrue();
    }
}
