package org.projectexporter.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.it.program.ServerClient;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.spi.files.Digests;

/** Finished archives on the page: their files, checksums, manifest and retention, in a real browser. */
class DownloadsTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static PageServer server;

    @AutoClose
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = TestBrowser.start();
        server = PageServer.start(folder).project("film", 3);
    }

    private static WatchedPage open() {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setTimezoneId("UTC")
                .setLocale("en-GB")
                .setPermissions(List.of("clipboard-read", "clipboard-write"));
        return browser.page(options).logIn(server.url(), ServerClient.TOKEN);
    }

    /** The item of the newest export, with its archive opened. */
    private static Locator newest(WatchedPage page) {
        Locator item = page.exports().first();
        item.locator("details.archive > summary").click();
        return item;
    }

    private static Locator button(Locator in, String name) {
        return in.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(Digests.newDigest("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void volumes_areDownloaded_oneByOne_andAllTogether_withTheirChecksums() throws Exception {
        JsonNode export = server.client().export("film", "{\"split_size_mb\": 1}");
        JsonNode volumes = export.at("/result/volumes");
        assertThat(volumes.size()).isGreaterThan(2);
        WatchedPage page = open();
        Locator item = newest(page);
        assertThat(item.locator(".volumes > li")).hasCount(volumes.size());
        page.requireAccessible("the files of an archive");

        String second = volumes.at("/1/name").asText();
        Download one = page.page()
                .waitForDownload(() -> item.getByText(second, new Locator.GetByTextOptions().setExact(true))
                        .click());
        assertThat(one.suggestedFilename()).isEqualTo(second);
        assertThat(sha256(one.path())).isEqualTo(volumes.at("/1/sha256").asText());

        button(item, "Copy the SHA-256 of " + second).click();
        assertThat(item.getByText("Copied")).isVisible();
        assertThat(page.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo(volumes.at("/1/sha256").asText());

        List<Download> all = new ArrayList<>();
        page.page().onDownload(all::add);
        button(item, "Download all").click();
        page.page().waitForCondition(() -> all.size() == volumes.size());
        Set<String> sums = new TreeSet<>();
        for (Download download : all) {
            sums.add(sha256(download.path()));
        }
        assertThat(sums).isEqualTo(new TreeSet<>(volumes.findValuesAsText("sha256")));
        page.requireSound();
    }

    @Test
    void manifest_isAPageThatPeopleCanRead() throws Exception {
        server.client().export("film", "{\"exclude\": [\"*.fdx\"]}");
        WatchedPage page = open();
        Locator item = newest(page);

        button(item, "Manifest").click();

        Locator dialog = page.dialog("Manifest of film");
        assertThat(dialog.getByText("Nothing is missing that should be there.")).isVisible();
        assertThat(dialog.getByText("2 files are left out")).isVisible();
        assertThat(dialog.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("Media")))
                .containsText("3.1");
        page.requireAccessible("a manifest");
        page.page().keyboard().press("Escape");
        assertThat(dialog).isHidden();
        assertThat(button(item, "Manifest")).isFocused();
        page.requireSound();
    }

    @Test
    void manifest_showsReferencesByStatus_andFilesThatAnEarlierSealRecordsOtherwise() throws Exception {
        Path project = server.film("cut");
        String link = server.client()
                .export("cut", "{\"seal\": \"mhl\"}")
                .at("/result/volumes/0/download")
                .asText();
        Path sealed = project.resolveSibling("sealed.zip");
        server.client().send(server.client().request(link).build(), HttpResponse.BodyHandlers.ofFile(sealed));
        Path unpacked = Unpacker.UNZIP.unpack(sealed, "zip", project.resolveSibling(".unpacked"));
        Files.move(unpacked.resolve("cut/ascmhl"), project.resolve("ascmhl"));
        Files.writeString(project.resolve("take.mov"), "another clip");
        server.client().exportWithWarnings("cut", "{\"seal\": \"mhl\", \"include_dependencies\": true}");
        WatchedPage page = open();
        Locator item = newest(page);
        assertThat(item).containsText("completed with warnings");

        button(item, "Manifest").click();

        Locator dialog = page.dialog("Manifest of cut");
        assertThat(dialog.getByText("Files that differ from what earlier seals record (1)"))
                .isVisible();
        assertThat(dialog.getByText("1 is missing")).isVisible();
        dialog.getByText("3 are in the project").click();
        assertThat(dialog.getByText("cut/cut.otio: take.mov → cut/take.mov")).isVisible();
        page.requireAccessible("a manifest with references");
        page.requireSound();
    }

    @Test
    void archive_isKeptLonger_andARefusalIsShownBesideTheField() throws Exception {
        JsonNode export = server.client().export("film", "{}");
        WatchedPage page = open();
        Locator item = newest(page);
        button(item, "Keep longer").click();
        Locator dialog = page.dialog("Keep the archive of film longer");
        Locator until = dialog.getByLabel("Keep until");
        until.fill(LocalDate.now(ZoneOffset.UTC).plusYears(2).toString());
        button(dialog, "Keep longer").click();
        assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("may be kept until");
        assertThat(until).hasAttribute("aria-invalid", "true");
        page.requireAccessible("a refused time");

        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(40);
        until.fill(day.toString());
        button(dialog, "Keep longer").click();

        assertThat(dialog).isHidden();
        assertThat(button(item, "Keep longer")).isFocused();
        JsonNode kept = server.client().ask("GET", export.at("/links/self").asText(), "");
        assertThat(Instant.parse(kept.path("expires_at").asText()))
                .isEqualTo(day.atTime(23, 59, 59).toInstant(ZoneOffset.UTC));
        page.requireSound();
    }
}
