package org.projectexporter.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.it.program.ServerClient;
import org.projectexporter.sidecar.SidecarTokens;
import org.projectexporter.sidecar.TokenScope;

/** What the page shows of the server's storage, and removes; in a real browser. */
class StoragePageTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static PageServer server;

    @AutoClose
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = TestBrowser.start();
        server = PageServer.start(folder, "--quota-mb", "1000").project("film", 2);
    }

    private static Locator region(WatchedPage page) {
        return page.page()
                .getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName("Storage").setExact(true));
    }

    @Test
    void storage_showsWhatTakesHowMuch_whenItGoes_andRemovesOneThing() throws Exception {
        JsonNode export = server.client().export("film", "{}");
        WatchedPage page = browser.page().logIn(server.url(), ServerClient.TOKEN);
        Locator region = region(page);
        assertThat(region.getByText("of 1.05 GB are used")).isVisible();
        assertThat(region.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("Archives")))
                .containsText("MB");
        assertThat(region.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("Free")))
                .containsText("1.0");
        region.getByText("scheduled").click();
        Locator removal = region.locator("details.scheduled li").first();
        assertThat(removal).containsText("film");
        page.requireAccessible("the storage");

        removal.getByRole(AriaRole.BUTTON).click();
        Locator question = page.page().getByRole(AriaRole.ALERTDIALOG);
        page.requireAccessible("a question");
        question.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Remove").setExact(true))
                .click();

        page.page().waitForCondition(() -> status(export) == 404);
        page.requireSound();
    }

    private static int status(JsonNode export) {
        try {
            return server.client()
                    .send("GET", export.at("/links/self").asText(), "")
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNotNeeded_isRemoved_afterAQuestionWithItsSize() throws Exception {
        Path orphan = Files.createDirectories(server.data().resolve("exports/left"));
        Path file = Files.write(orphan.resolve("x"), new byte[3_000_000]);
        for (Path path : new Path[] {file, orphan}) {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
        WatchedPage page = browser.page().logIn(server.url(), ServerClient.TOKEN);

        page.button("Remove what is not needed").click();
        Locator question = page.page().getByRole(AriaRole.ALERTDIALOG);
        assertThat(question).containsText("That frees 3");
        assertThat(orphan).exists();
        question.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Remove").setExact(true))
                .click();

        page.page().waitForCondition(() -> !Files.exists(orphan));
        assertThat(page.page().getByText("1 item was removed.")).isAttached();
        page.requireSound();
    }

    @Test
    void userWithoutTheScope_hasNoSuchRegion() throws Exception {
        String token = SidecarTokens.of(server.data())
                .create(
                        "viewer",
                        EnumSet.of(TokenScope.READ, TokenScope.START, TokenScope.DOWNLOAD),
                        Set.of("*"),
                        Optional.empty());
        WatchedPage page = browser.page().logIn(server.url(), token);
        page.page().waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);

        assertThat(region(page)).isHidden();
        page.requireSound();
    }
}
