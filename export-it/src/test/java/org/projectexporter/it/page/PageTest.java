package org.projectexporter.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import org.projectexporter.it.program.ServerClient;

/** The server's page in a real browser, by the roles and names that users of a keyboard or a screen reader rely on. */
class PageTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static PageServer server;

    @AutoClose
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = TestBrowser.start();
        server = PageServer.start(folder).project("film").slowProject("epic", 160);
    }

    private static WatchedPage loggedIn() {
        return browser.page().logIn(server.url(), ServerClient.TOKEN);
    }

    /** Starts an export from the dialog. Returns its item, which is the first of the list. */
    private static Locator export(WatchedPage page, String project, String format) {
        page.button("New export").click();
        Locator dialog = page.dialog("Export project");
        dialog.getByLabel("Project", new Locator.GetByLabelOptions().setExact(true))
                .selectOption(project);
        dialog.getByLabel("Format").selectOption(format);
        page.button("Start export").click();
        assertThat(dialog).isHidden();
        Locator item = page.exports().first();
        assertThat(item.getByRole(AriaRole.HEADING)).hasText(project);
        return item;
    }

    private static Locator button(Locator item, String name) {
        return item.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void requireState(Locator item, String state) {
        assertThat(item.locator(".badge")).hasText(state);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void page_asksForAToken_andSaysWhatIsWrongWithAnother() {
        WatchedPage page = browser.page();
        page.page().navigate(server.url());

        page.page().getByLabel("Access token").fill("another-token");
        page.requireAccessible("the form");
        page.button("Log in").click();

        assertThat(page.page().getByText("The server does not know this token")).isVisible();
        page.requireAccessible("the form with an error");
        page.requireSound();
    }

    @Test
    void project_isExportedFromTheDialog_andDownloadedAsItIs() throws Exception {
        WatchedPage page = loggedIn();
        page.requireAccessible("the list");

        page.button("New export").click();
        assertThat(page.page().getByRole(AriaRole.STATUS, new GetByRoleOptions().setName("Estimate")))
                .containsText("About");
        page.requireAccessible("the dialog");
        page.page().keyboard().press("Escape");
        Locator item = export(page, "film", "tar.gz");
        requireState(item, "completed");

        assertThat(item.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("aria-valuenow", "100");
        page.requireAccessible("a completed export");
        Locator link = item.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Download"));
        Download download = page.page().waitForDownload(() -> link.first().click());
        JsonNode volume = server.client()
                .ask("GET", "/api/v1/exports?project_id=film&limit=1", "")
                .at("/exports/0/result/volumes/0");
        assertThat(download.suggestedFilename()).isEqualTo("film.tar.gz");
        assertThat(sha256(download.path())).isEqualTo(volume.path("sha256").asText());
        page.requireSound();
    }

    @Test
    void export_isPausedResumedAndCancelled_andThenDeleted() {
        WatchedPage page = loggedIn();
        Locator item = export(page, "epic", "tar.gz");

        assertThat(page.page()).hasTitle(Pattern.compile("^[0-9]+ ?% · Project Exporter$"));
        button(item, "Pause").click();
        requireState(item, "paused");
        assertThat(page.page()).hasTitle("Project Exporter");
        page.requireAccessible("a paused export");
        button(item, "Resume").click();
        requireState(item, "running");
        page.requireAccessible("a running export");
        button(item, "Cancel").click();
        requireState(item, "cancelled");
        int before = page.exports().count();
        button(item, "Delete").click();
        page.requireAccessible("the question");
        page.page()
                .getByRole(AriaRole.ALERTDIALOG)
                .getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.exports()).hasCount(before - 1);
        page.requireSound();
    }

    @Test
    void export_continuesWhenThePageIsLoadedAgain_andWhenTheServerIsKilled() throws Exception {
        WatchedPage page = loggedIn();
        Locator item = export(page, "epic", "zip");
        requireState(item, "running");

        page.page().reload();
        requireState(item, "running");
        server.kill();
        assertThat(page.page().getByText("The connection to the server is lost"))
                .isVisible();
        page.requireAccessible("without a server");
        server.startAgain();

        requireState(item, "completed");
        assertThat(page.page().getByText("The connection to the server is lost"))
                .isHidden();
        button(item, "Verify").click();
        assertThat(item.getByText("the archive is intact")).isVisible();
        page.requireSound();
    }

    @Test
    void refusal_isShownBesideTheFieldThatItNames() {
        WatchedPage page = loggedIn();
        page.button("New export").click();
        Locator dialog = page.dialog("Export project");
        dialog.getByLabel("Split into volumes").selectOption("own");
        Locator size = dialog.getByLabel("Size of a volume in MiB");

        size.fill("0");
        page.button("Start export").click();

        assertThat(size).hasAttribute("aria-invalid", "true");
        assertThat(size).hasAccessibleDescription(Pattern.compile("split_size_mb"));
        assertThat(size).isFocused();
        page.requireAccessible("the dialog with an error");
        size.fill("1");
        assertThat(size).not().hasAttribute("aria-invalid", "true");
        dialog.getByLabel("Exclude", new Locator.GetByLabelOptions().setExact(true))
                .fill("*.tmp\n[unclosed");
        page.button("Start export").click();
        assertThat(dialog.getByLabel("Exclude", new Locator.GetByLabelOptions().setExact(true)))
                .hasAttribute("aria-invalid", "true");
        page.requireSound();
    }

    @Test
    void fieldsThatNeedOthers_areShownWithThem_andTheirChoicesAreSent() throws Exception {
        WatchedPage page = loggedIn();
        page.button("New export").click();
        Locator dialog = page.dialog("Export project");
        Locator media = dialog.getByLabel("Media", new Locator.GetByLabelOptions().setExact(true));
        Locator cards = dialog.getByLabel("Whole camera cards");
        Locator folders = dialog.getByLabel("Folders of media");
        assertThat(media).isDisabled();
        assertThat(cards).isDisabled();
        assertThat(folders).isHidden();
        assertThat(dialog.getByLabel("Hash")).isHidden();

        dialog.getByLabel("Files that links and timelines refer to").check();
        cards.check();
        media.selectOption("used");
        page.button("Start export").click();
        assertThat(folders).hasAccessibleDescription(Pattern.compile("Name at least one folder[.]"));
        assertThat(folders).isFocused();
        folders.fill("01_Footage\n\n 02_Sound ");
        dialog.getByLabel("Seal").selectOption("bagit");
        assertThat(dialog.getByLabel("Hash")).isHidden();
        assertThat(dialog.getByLabel("Seal")).hasAccessibleDescription(Pattern.compile("empty folders"));
        dialog.getByLabel("Seal").selectOption("mhl");
        dialog.getByLabel("Hash").selectOption("md5");
        dialog.getByLabel("Project").selectOption("film");
        page.requireAccessible("the dialog with all fields");
        page.button("Start export").click();
        assertThat(dialog).isHidden();

        JsonNode options = server.client()
                .ask("GET", "/api/v1/exports?project_id=film&limit=1", "")
                .at("/exports/0/options");
        assertThat(options.path("media").asText()).isEqualTo("used");
        assertThat(options.path("media_folders").toString()).isEqualTo("[\"01_Footage\",\"02_Sound\"]");
        assertThat(options.path("whole_cards").asBoolean()).isTrue();
        assertThat(options.path("seal").asText() + options.path("seal_hash").asText())
                .isEqualTo("mhlmd5");
        page.button("New export").click();
        dialog.getByLabel("Files that links and timelines refer to").uncheck();
        assertThat(cards).not().isChecked();
        assertThat(media).hasValue("all");
        assertThat(folders).isHidden();
        page.requireSound();
    }

    @Test
    void page_isInTheLanguageOfTheBrowser() {
        WatchedPage page = browser.page(new Browser.NewContextOptions().setLocale("de-DE"));
        page.page().navigate(server.url());

        assertThat(page.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Anmelden")))
                .isVisible();
        assertThat(page.page().locator("html")).hasAttribute("lang", "de-DE");
        page.requireAccessible("the form in German");
    }

    @Test
    void page_hasItsHeading_beforeItsModulesAreThere() {
        WatchedPage page = browser.page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.page().navigate(server.url());

        assertThat(page.page().getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("Project Exporter")))
                .isVisible();
    }

    @Test
    void page_loadsLittle_andShowsItselfSoon() {
        WatchedPage page = browser.page();
        page.page().navigate(server.url());
        page.page().getByLabel("Access token").waitFor();
        page.page().reload();
        page.page().getByLabel("Access token").waitFor();

        String paints = "performance.getEntriesByName('first-contentful-paint')";
        page.page()
                .waitForCondition(
                        () -> page.page().evaluate(paints + ".length > 0").equals(true));
        Object paint = page.page().evaluate(paints + "[0].startTime");
        System.out.println("first contentful paint after " + paint + " ms");
        assertThat(page.page().evaluate("performance.getEntriesByType('resource').map(e => new URL(e.name).origin)"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsOnly(server.url().replaceAll("/$", ""));
        assertThat(List.of(page.page().title())).containsExactly("Project Exporter");
    }
}
