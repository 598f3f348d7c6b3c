package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

class WorkspaceTest {
    private static final String NFC = "caf\u00e9";
    private static final String NFD = "cafe\u0301";

    @TempDir
    Path temp;

    private Path folder;
    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() throws IOException {
        folder = Files.createDirectory(temp.resolve("workspace"));
        workspace = workspace(temp.resolve("data"));
    }

    private Workspace workspace(Path data) {
        return Workspace.of(SidecarOptions.builder(folder, data).build());
    }

    private Path make(RawPath name) throws IOException {
        return Files.createDirectory(NativeNames.resolve(folder, name));
    }

    @Test
    void projects_areTheFolders_sorted() throws Exception {
        make(RawPath.of("b"));
        make(RawPath.of("a film"));
        make(RawPath.of("100%"));
        make(RawPath.of(".hidden"));
        make(RawPath.of(new byte[] {'x', (byte) 0xff}));
        Files.writeString(folder.resolve("file"), "");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("b"));

        assertThat(workspace.projects().keySet()).containsExactly("100%", "a film", "b");
        assertThat(workspace.find("a film")).contains(folder.toRealPath().resolve("a film"));
        assertThat(workspace.find("link")).isEmpty();
        assertThat(workspace.find(".hidden")).isEmpty();
        assertThat(workspace.find("x\ufffd")).isEmpty();
    }

    @Test
    void composedAndDecomposedNames_areTwoProjects() throws Exception {
        Path nfc = make(RawPath.of(NFC));
        Path nfd = make(RawPath.of(NFD));

        assertThat(workspace.projects().keySet()).containsExactlyInAnyOrder(NFC, NFD);
        assertThat(Files.isSameFile(workspace.find(NFC).orElseThrow(), nfc)).isTrue();
        assertThat(Files.isSameFile(workspace.find(NFD).orElseThrow(), nfd)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "film/",
                "/film",
                "./film",
                "../workspace/film",
                "film/sub",
                "fil\0m",
                "FILM",
                "\ud800"
            })
    void find_ofWhatIsNoName_findsNothing(String id) throws Exception {
        Files.createDirectories(folder.resolve("film/sub"));

        assertThat(workspace.find(id)).isEmpty();
    }

    @Test
    void whatHoldsTheDataFolder_isNoProject() throws Exception {
        Files.createDirectories(folder.resolve("state/sidecar"));
        make(RawPath.of("film"));

        assertThat(workspace(folder.resolve("state/sidecar")).projects().keySet())
                .containsExactly("film");
        assertThat(workspace(folder.resolve("state")).find("state")).isEmpty();
        assertThat(workspace(temp.resolve("data")).projects().keySet()).containsExactly("film", "state");
    }

    @Test
    void aWorkspaceThatIsGone_isTold() {
        assertThatThrownBy(() -> Workspace.of(SidecarOptions.builder(temp.resolve("none"), temp)
                                .build())
                        .projects())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the workspace cannot be read");
    }

    @Test
    void placeFor_isInTheWorkspace() {
        assertThat(workspace.placeFor("film copy")).isEqualTo(folder.resolve("film copy"));
        assertThat(NativeNames.nameOf(workspace.placeFor(NFD)).bytes()).isEqualTo(NFD.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".film", "a/b", "/", "a\0", "a\nb", "a\\b", "\ud800"})
    void placeFor_whatIsNoName_isRefused(String id) {
        assertThatThrownBy(() -> workspace.placeFor(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void placeFor_aNameThatIsTooLong_isRefused() {
        assertThat(workspace.placeFor("x".repeat(255))).isNotNull();
        assertThatThrownBy(() -> workspace.placeFor("\u00e9".repeat(128)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256");
    }
}
