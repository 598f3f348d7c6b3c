package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.sidecar.Sidecar;
import org.projectexporter.sidecar.SidecarOptions;

class LoginLinkTest {
    @TempDir
    Path folder;

    /** What is offered without {@code --open}. */
    private String offered(Terminal terminal) throws Exception {
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        SidecarOptions options = SidecarOptions.builder(workspace, folder.resolve("data"))
                .port(0)
                .token("token-of-the-test")
                .build();
        FakeConsole console = new FakeConsole();
        try (Sidecar sidecar = Sidecar.start(options)) {
            LoginLink.offer(console.with(terminal), sidecar, options.data(), false);
            assertThat(console.out()).as("standard output is for programs").isEmpty();
            return console.err().replace(sidecar.url(), "URL");
        }
    }

    @Test
    void link_isPrintedOnATerminal() throws Exception {
        assertThat(offered(new Terminal(true, 80, false)))
                .matches(
                        "Open URL/#login=[A-Za-z0-9_-]{43} in a browser; the link can be used once, for ten minutes\\.\n");
    }

    /** A log or a pipe is kept and read by others. */
    @Test
    void nothingIsPrinted_whereNoPersonReadsIt() throws Exception {
        assertThat(offered(new Terminal(false, 80, false))).isEmpty();
        assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**login*");
    }
}
