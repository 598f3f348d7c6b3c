package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page, and how it is served. */
class DocsPageTest {
    private static final Path PAGE = Path.of("src/main/resources/org/projectexporter/sidecar/internal/http/docs.html")
            .toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void page_isMadeOfTheDescriptions() throws IOException {
        String page = DocsPage.of(ApiDescription.api(), ApiDescription.yaml("asyncapi.yaml"));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "the descriptions have changed; write it again: mvn test -Dtest=DocsPageTest -DargLine=-Ddocs.write=true")
                .isEqualTo(page);
    }

    @Test
    void page_needsNoNetworkAndNoScript() throws IOException {
        assertThat(Files.readString(PAGE))
                .doesNotContain("<script", "<link", "<img", "src=", "@import", "url(")
                .doesNotContainPattern("href=\"(?![/#])");
    }

    @Test
    void documents_areServed_andThePageMayApplyItsStyleAlone() throws IOException {
        try (ServedWorkspace served = ServedWorkspace.start(folder, options -> options)) {
            Answer page = served.requests().get("/docs");

            assertThat(page.text()).isEqualTo(Files.readString(PAGE));
            assertThat(page.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .doesNotContain("unsafe");
            assertThat(served.requests().get("/openapi.yaml").text()).startsWith("openapi: 3.1");
        }
    }
}
