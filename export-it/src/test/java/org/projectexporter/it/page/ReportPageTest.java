package org.projectexporter.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.it.program.CommandLine;

/** The page next to an archive in a browser: readable for everyone, on screens of any size and on paper. */
class ReportPageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)> \u202egpj.exe";

    @TempDir
    Path temp;

    private Path report() throws IOException {
        Path film = Files.createDirectories(temp.resolve("film"));
        Files.writeString(film.resolve("script.md"), "words");
        Files.write(film.resolve("take.mov"), new byte[90_000]);
        Files.writeString(
                film.resolve(HOSTILE + ".otio"),
                "{\"OTIO_SCHEMA\": \"Clip.1\", \"a\": [" + external("take.mov") + "," + external("gone/" + HOSTILE)
                        + "," + external("long-".repeat(60)) + "]}");
        CommandLine.in(temp)
                .run("export", "film", "-o", "film.zip", "--report", "--dependencies", "--exclude", "*.md")
                .exited(4);
        return temp.resolve("film.zip.report.html");
    }

    private static String external(String url) {
        return "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"" + url + "\"}";
    }

    @Test
    void report_isAccessible_requestsNothing_andFitsEveryScreenAndPaper() throws IOException {
        String url = report().toUri().toString();
        try (TestBrowser browser = TestBrowser.start()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {320, 1200}) {
                    WatchedPage page = browser.page(new Browser.NewContextOptions()
                            .setColorScheme(scheme)
                            .setViewportSize(width, 800));
                    List<String> requests = new ArrayList<>();
                    page.page().onRequest(request -> requests.add(request.url()));
                    page.page().navigate(url);

                    page.requireAccessible(scheme + " " + width);
                    page.requireSound();
                    assertThat(requests).containsExactly(url);
                    assertThat(page.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .as("fits " + width)
                            .isEqualTo(true);
                    assertThat(page.page().locator("body").innerText())
                            .contains("Not complete: 2 things missing or changed")
                            .contains("<img src=x onerror=alert(1)> U+202Egpj.exe.otio");
                    print(page.page());
                }
            }
        }
    }

    /** On paper it is dark on light, whatever the screen is. */
    private static void print(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        byte[] paper = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        String text = new String(paper, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("%PDF-").containsPattern("/MediaBox \\[0 0 594\\.9[0-9]* 841\\.9[0-9]*\\]");
    }
}
