package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SeenNames;
import org.projectexporter.spi.files.SeenNames.Kind;

class ClaimedLinksTest {
    private final SeenNames entries = new SeenNames();
    private final List<String> links = new ArrayList<>();

    @BeforeEach
    void addEntries() throws MemoryException {
        put(Kind.FOLDER, "film", "film/sub", "film/.git");
        put(Kind.FILE, "film/a", "film/b", "film/sub/.git", "film/.git/config", "export-manifest.json", "SHA256SUMS");
        put(Kind.LINK, "film/link");
    }

    private void put(Kind kind, String... paths) throws MemoryException {
        for (String path : paths) {
            entries.put(RawPath.of(path), kind);
        }
    }

    private void visit(String json) throws IOException {
        new ClaimedLinks(json.getBytes(StandardCharsets.UTF_8), entries)
                .visit((path, same) -> links.add(path + " = " + same));
    }

    private static String claim(String path, String same) {
        return "{\"hard_links\": [{\"path\": \"" + path + "\", \"same_file_as\": \"" + same + "\"}]}";
    }

    private void assertRefused(String json) {
        assertThatThrownBy(() -> visit(json))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .isEqualTo(ArchiveDefect.FALSE_MANIFEST));
        assertThat(links).isEmpty();
    }

    @Test
    void visit_ofTwoFilesOfTheWorkingTree_handsThemOut() throws IOException {
        visit(claim("film/b", "film/a"));

        assertThat(links).containsExactly("film/b = film/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../film/a",
                "film/../film/a",
                "film/./a",
                "film//a",
                "film/a/",
                "film/A",
                "film",
                "film/sub",
                "film/link",
                "film/link/a",
                "film/none",
                "film/sub/.git",
                "film/.git/config",
                "film/.git/none",
                "export-manifest.json",
                "SHA256SUMS"
            })
    void visit_ofAnythingButAFileOfTheWorkingTree_isRefused_onBothSides(String path) {
        assertRefused(claim(path, "film/a"));
        assertRefused(claim("film/a", path));
    }

    @Test
    void visit_ofWhatIsMissing_isRefused() {
        assertRefused("{\"hard_links\": [{}]}");
        assertRefused("{\"hard_links\": [{\"path\": \"film/a\"}]}");
        assertRefused("{\"hard_links\": [{\"path\": \"film/a\", \"same_file_as_base64\": \"?\"}]}");
        String root = Base64.getEncoder().encodeToString("/film/b".getBytes(StandardCharsets.UTF_8));
        assertRefused("{\"hard_links\": [{\"path\": \"film/a\", \"path_base64\": \"" + root
                + "\", \"same_file_as\": \"film/b\"}]}");
    }

    @Test
    void visit_ofWhatVanishedWhileItWasExported_passesOverIt() throws IOException {
        String vanished = "\"changed_while_exporting\": [{\"path\": \"film/gone\", \"what\": \"vanished\"}]";

        visit("{" + vanished + ", " + claim("film/a", "film/gone").substring(1));
        assertThatCode(() -> visit(claim("film/gone", "film/a").replace("}]}", "}], " + vanished + "}")))
                .doesNotThrowAnyException();

        assertThat(links).isEmpty();
        assertRefused("{" + vanished + ", " + claim("film/a", "film/gone2").substring(1));
    }

    @Test
    void visit_ofOtherLists_passesOverThem() throws IOException {
        visit(
                "{\"dependencies\": [{\"path\": \"../x\", \"target\": \"/y\"}], \"a\": {\"hard_links\": [{\"path\": \"/\"}]}}");

        assertThat(links).isEmpty();
    }

    @Test
    void visit_ofFarTooManyThatVanished_isRefused() {
        StringBuilder json = new StringBuilder("{\"hard_links\": [");
        StringBuilder gone = new StringBuilder("], \"changed_while_exporting\": [");
        for (int i = 0; i < 10_001; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"path\": \"film/a\", \"same_file_as\": \"film/gone")
                    .append(i)
                    .append("\"}");
            gone.append(i == 0 ? "" : ",")
                    .append("{\"path\": \"film/gone")
                    .append(i)
                    .append("\"}");
        }
        assertRefused(json.append(gone).append("]}").toString());
    }

    /** Each link costs a comparison of two files, which may be as large as the archive. */
    @Test
    void visit_ofAFileThatIsClaimedTwice_refusesIt() {
        String claim = "{\"path\": \"film/b\", \"same_file_as\": \"film/a\"}";

        assertThatThrownBy(() -> visit("{\"hard_links\": [" + claim + ", " + claim + "]}"))
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("film/b")
                .hasMessageContaining("twice");
    }
}
