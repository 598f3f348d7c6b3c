package org.projectexporter.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.projectexporter.it.documents.CodeBlock;
import org.projectexporter.it.program.ServerClient;

/** The element in pages of other origins: one that the server allows, and one that it does not. */
class EmbeddedElementTest {
    private static final String DOCUMENT = "docs/sidecar.md";
    private static final String PAGE =
            """
            <!doctype html><html lang="en"><head><title>Films</title>
            <script>window.tokenFromMyBackend = async () => 'TOKEN'</script></head>
            <body><main><h1>Films</h1>ELEMENT</main></body></html>
            """;

    @TempDir
    static Path folder;

    @AutoClose
    private static TestBrowser browser;

    private static HttpServer pages;

    @AutoClose
    private static PageServer server;

    @BeforeAll
    static void start() throws IOException {
        browser = TestBrowser.start();
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server = PageServer.start(folder, "--allowed-origin", origin("localhost"))
                .project("film")
                .project("other");
        byte[] page = PAGE.replace("ELEMENT", documented("<script type=\"module\""))
                .replace("https://exports.example/", server.url())
                .replace("TOKEN", ServerClient.TOKEN)
                .getBytes(StandardCharsets.UTF_8);
        pages.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        pages.start();
    }

    @AfterAll
    static void stop() {
        if (pages != null) {
            pages.stop(0);
        }
    }

    /** The block of the document that begins so. */
    private static String documented(String start) {
        return CodeBlock.in(DOCUMENT).stream()
                .filter(block -> block.is(DOCUMENT, start))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static String origin(String host) {
        return "http://" + host + ":" + pages.getAddress().getPort();
    }

    @Test
    void pageOfAnAllowedOrigin_exportsItsProjectWithTheTokenThatItGives() throws Exception {
        server.client().export("other", "{}");
        WatchedPage page = browser.page();
        page.page().navigate(origin("localhost"));
        page.page()
                .evaluate(
                        """
                token => {
                  const element = document.querySelector('project-export')
                  window.heard = []
                  for (const name of ['started', 'completed']) {
                    element.addEventListener('project-export-' + name, e => window.heard.push([name, e.detail.projectId]))
                  }
                  element.token = token
                }
                """,
                        ServerClient.TOKEN);
        page.button("New export").click();
        page.requireAccessible("the dialog in another page");
        page.button("Start export").click();

        Locator item = page.exports().first();
        assertThat(item.locator(".badge")).hasText("completed");
        assertThat(page.exports()).hasCount(1); // not those of other projects
        assertThat(page.page().evaluate("JSON.stringify(window.heard)"))
                .isEqualTo("[[\"started\",\"film\"],[\"completed\",\"film\"]]");
        Locator link = item.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Download"));
        Download download = page.page().waitForDownload(() -> link.first().click());
        assertThat(Files.size(download.path()))
                .isEqualTo(server.client()
                        .ask("GET", "/api/v1/exports?project_id=film&limit=1", "")
                        .at("/exports/0/result/archive_bytes")
                        .asLong());
        page.requireAccessible("the element in another page");
        page.requireSound();
    }

    /** The code of the document, with what it leaves to the page. */
    @Test
    void eventSource_withATicket_getsTheEventsOfAnExport() throws Exception {
        String id = server.client().export("other", "{}").path("export_id").asText();
        JsonNode ticket = server.client().ask("POST", "/api/v1/exports/" + id + "/events-ticket", "");
        WatchedPage page = browser.page();
        page.page().navigate(origin("localhost"));
        Object last = page.page()
                .evaluate(
                        "([base, url]) => new Promise((done, failed) => { const show = () => {}\n"
                                + documented("const events = new EventSource") + "})",
                        List.of(
                                server.url().replaceFirst("/$", ""),
                                ticket.path("url").asText()));
        assertThat(((Map<?, ?>) last).get("type")).isEqualTo("export_complete");
    }

    @Test
    void pageOfAnotherOrigin_getsNeitherTheModuleNorAnAnswer() {
        WatchedPage page = browser.page();
        page.page().navigate(origin("127.0.0.1"));
        page.page().waitForLoadState();

        assertThat(page.page().evaluate("customElements.get('project-export') === undefined"))
                .isEqualTo(true);
        assertThat(page.page()
                        .evaluate(
                                "async ([url, token]) => { try { await fetch(url, {headers: {Authorization: 'Bearer ' + token}});"
                                        + " return 'answered' } catch { return 'refused' } }",
                                List.of(server.url() + "api/v1/projects", ServerClient.TOKEN)))
                .isEqualTo("refused");
        assertThat(page.page().locator("project-export")).hasText("");
    }
}
