package org.projectexporter.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.projectexporter.it.program.ServerClient;

/** Archives that are dropped on the page, or chosen, and imported; in a real browser. */
class ImportPageTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static PageServer server;

    @AutoClose
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = TestBrowser.start();
        server = PageServer.start(folder).project("film", 4);
    }

    /** The files of an archive of the project, next to each other. */
    private static List<Path> archive(String name, String options) throws Exception {
        JsonNode export = server.client().export("film", options);
        Path to = Files.createDirectories(folder.resolve(name));
        List<Path> files = new ArrayList<>();
        for (JsonNode volume : export.at("/result/volumes")) {
            Path file = to.resolve(volume.path("name").asText().replace("film", name));
            server.client()
                    .send(
                            server.client()
                                    .request(volume.path("download").asText())
                                    .build(),
                            HttpResponse.BodyHandlers.ofFile(file));
            files.add(file);
        }
        return files;
    }

    private static WatchedPage open() {
        return browser.page().logIn(server.url(), ServerClient.TOKEN);
    }

    private static Locator region(WatchedPage page) {
        return page.page()
                .getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName("Import").setExact(true));
    }

    private static void choose(WatchedPage page, List<Path> files) {
        region(page).getByLabel("Archive, or its volumes").setInputFiles(files.toArray(Path[]::new));
    }

    private static void waitFor(String project) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            if (server.client().ask("GET", "/api/v1/projects", "").toString().contains("\"" + project + "\"")) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("there is no project " + project);
    }

    @Test
    void volumesInAnyOrder_areShownFirst_thenImported() throws Exception {
        List<Path> files = new ArrayList<>(archive("volumes", "{\"split_size_mb\": 1}"));
        Collections.reverse(files);
        WatchedPage page = open();
        page.requireAccessible("the import before it begins");

        choose(page, files);

        Locator region = region(page);
        assertThat(region.getByText("This will be imported")).isFocused();
        assertThat(region.getByLabel("Name of the project")).hasValue("volumes");
        page.requireAccessible("a preview");
        assertThat(server.client().ask("GET", "/api/v1/projects", "").toString())
                .doesNotContain("volumes");
        region.getByLabel("Relink documents").check();
        page.button("Import it").click();
        waitFor("volumes");
        assertThat(server.client()
                        .ask("GET", "/api/v1/imports?name=volumes", "")
                        .at("/imports")
                        .findValuesAsText("relink"))
                .contains("true");
        assertThat(region.getByRole(AriaRole.LISTITEM).first()).containsText("completed");
        page.requireAccessible("a finished import");
        page.requireSound();
    }

    @Test
    void relinkedDocuments_areNamed_andWhatIsLeftToDoByHand() throws Exception {
        server.film("cut");
        JsonNode export = server.client().exportWithWarnings("cut", "{\"include_dependencies\": true}");
        Path file = Files.createDirectories(folder.resolve("relinked")).resolve("cut two.zip");
        String link = export.at("/result/volumes/0/download").asText();
        server.client().send(server.client().request(link).build(), HttpResponse.BodyHandlers.ofFile(file));
        WatchedPage page = open();
        choose(page, List.of(file));
        region(page).getByLabel("Relink documents").check();
        page.button("Import it").click();
        waitFor("cut two");

        Locator item =
                region(page).getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("cut two"));
        item.getByText("1 document was relinked").click();
        assertThat(item.getByText("cut/absolute.otio: 1 reference; the original is"))
                .isVisible();
        item.getByText("1 reference has to be changed by hand").click();
        assertThat(item.getByText("cut two/take.mov")).isVisible();
        page.requireAccessible("an import with relinked documents");
        page.requireSound();
    }

    @Test
    void droppedArchive_withATakenName_asksForAnotherOne() throws Exception {
        Path file = archive("film", "{\"include_history\": false}").get(0);
        WatchedPage page = open();

        drop(page, file);

        Locator region = region(page);
        Locator name = region.getByLabel("Name of the project");
        assertThat(name).isFocused();
        assertThat(region.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("already a project")))
                .isVisible();
        page.requireAccessible("a taken name");
        page.button("Import it").click();
        assertThat(name).hasAttribute("aria-invalid", "true");
        name.fill("film dropped");
        page.button("Import it").click();
        waitFor("film dropped");
        page.requireSound();
    }

    @Test
    void takenName_getsANumber_ifTheUserAgrees_andTheImportIsThereAfterAReload() throws Exception {
        Path file = archive("film", "{}").get(0);
        WatchedPage page = open();

        choose(page, List.of(file));
        assertThat(region(page).getByLabel("Name of the project")).isFocused();
        region(page).getByLabel("If the name is taken, add a number to it").check();
        page.button("Import it").click();

        waitFor("film-2");
        page.page().reload();
        assertThat(region(page).getByRole(AriaRole.LISTITEM).first())
                .containsText(Pattern.compile("film-2.*completed", Pattern.DOTALL));
        page.requireSound();
    }

    @Test
    void nameThatNoProjectMayHave_isChanged_beforeItIsProposed() throws Exception {
        Path file = archive("odd", "{}").get(0);
        Path odd = Files.move(file, file.resolveSibling("..cut%20one.zip"));
        WatchedPage page = open();

        choose(page, List.of(odd));

        assertThat(region(page).getByLabel("Name of the project")).hasValue("cut_20one");
        page.button("Import it").click();
        waitFor("cut_20one");
        page.requireSound();
    }

    @Test
    void transferThatAReloadHasEnded_isContinued_withTheSameFile() throws Exception {
        Path file = archive("again", "{\"compress_media\": false}").get(0);
        WatchedPage page = open();
        slow(page, 400_000);
        choose(page, List.of(file));
        Locator bar = region(page).getByRole(AriaRole.PROGRESSBAR);
        page.page().waitForCondition(() -> percent(bar) >= 30);

        page.page().onDialog(Dialog::accept); // the browser asks whether to leave
        page.page().reload();
        choose(page, List.of(file));

        page.page().waitForCondition(() -> percent(bar) > 0);
        assertThat(percent(bar)).isGreaterThanOrEqualTo(30);
        slow(page, -1);
        assertThat(region(page).getByText("This will be imported")).isVisible();
        assertThat(uploads().split("again.zip", -1)).hasSize(2);
        page.button("Import it").click();
        waitFor("again");
        page.requireSound();
    }

    /** As a browser does when a user drops a file. */
    private static void drop(WatchedPage page, Path file) throws IOException {
        Object transfer = page.page()
                .evaluateHandle(
                        """
                        ([name, base64]) => {
                          const transfer = new DataTransfer()
                          const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0))
                          transfer.items.add(new File([bytes], name))
                          return transfer
                        }
                        """,
                        List.of(
                                file.getFileName().toString(),
                                Base64.getEncoder().encodeToString(Files.readAllBytes(file))));
        for (String event : List.of("dragover", "drop")) {
            region(page).dispatchEvent(event, Map.of("dataTransfer", transfer));
        }
    }

    @Test
    void filesThatAreNotOneArchive_areRefused_beforeAnythingIsSent() throws Exception {
        List<Path> volumes = archive("parts", "{\"split_size_mb\": 1}");
        Path other = archive("other", "{}").get(0);
        WatchedPage page = open();
        Locator region = region(page);

        choose(page, List.of(volumes.get(0), volumes.get(2)));
        assertThat(region.getByRole(AriaRole.ALERT)).containsText("The volume parts.zip.002 is missing");
        choose(page, List.of(volumes.get(0), other));
        assertThat(region.getByRole(AriaRole.ALERT)).containsText("not the volumes of one archive");
        page.requireAccessible("refused files");
        Path text = Files.writeString(folder.resolve("text.zip"), "not an archive");
        choose(page, List.of(text));
        assertThat(region.getByRole(AriaRole.ALERT)).containsText("archive");
        page.page().waitForCondition(() -> !uploads()
                .contains("text.zip")); // that it is none is found when it is examined
        assertThat(uploads()).doesNotContain("parts.zip").doesNotContain("other.zip");
        page.requireSound();
    }

    @Test
    void transferThatIsPaused_andWhoseServerIsKilledAtHalf_isContinued() throws Exception {
        Path file = archive("long", "{\"compress_media\": false}").get(0);
        WatchedPage page = open();
        slow(page, 400_000);
        Locator region = region(page);

        choose(page, List.of(file));
        Locator bar = region.getByRole(AriaRole.PROGRESSBAR);
        page.page().waitForCondition(() -> percent(bar) >= 10);
        region.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Pause"))
                .click();
        Locator resume = region.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Resume"));
        assertThat(resume).isVisible();
        page.requireAccessible("a paused transfer");
        long paused = percent(bar);
        resume.click();
        page.page().waitForCondition(() -> percent(bar) > Math.max(paused, 40));
        server.kill();
        server.startAgain();
        slow(page, -1);

        assertThat(region.getByText("This will be imported")).isVisible();
        page.button("Import it").click();
        waitFor("long");
        page.requireSound();
    }

    private static long percent(Locator bar) {
        return Long.parseLong(bar.getAttribute("aria-valuenow"));
    }

    /** Limits what the page sends, in bytes per second. */
    private static void slow(WatchedPage page, int bytesPerSecond) {
        CDPSession session = page.page().context().newCDPSession(page.page());
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        session.send("Network.enable");
        session.send("Network.emulateNetworkConditions", conditions);
    }

    @Test
    void cancelledTransfer_leavesNothing() throws Exception {
        Path file = archive("never", "{}").get(0);
        WatchedPage page = open();

        choose(page, List.of(file));
        assertThat(region(page).getByText("This will be imported")).isVisible();
        region(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Cancel").setExact(true))
                .click();
        page.button("Cancel the import").click();

        assertThat(region(page).getByLabel("Archive, or its volumes")).isVisible();
        page.page().waitForCondition(() -> !uploads().contains("never.zip"));
        page.requireSound();
    }

    private static String uploads() {
        try {
            return server.client().ask("GET", "/api/v1/uploads", "").toString();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
