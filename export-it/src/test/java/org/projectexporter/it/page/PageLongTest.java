package org.projectexporter.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.it.program.ServerClient;

/** The page with several tabs, with many exports, and over a slow connection. */
@Tag("long")
class PageLongTest {
    private static final int EXPORTS = 200;
    private static final int SLOW_BYTES_PER_SECOND = 50_000;

    @TempDir
    static Path folder;

    @AutoClose
    private static PageServer server;

    @AutoClose
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = TestBrowser.start();
        server = PageServer.start(folder).project("film").slowProject("epic", 800);
    }

    private static Locator button(Locator item, String name) {
        return item.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void twoTabs_showTheSame_andEachMayAct() throws Exception {
        BrowserContext user = browser.user(new Browser.NewContextOptions());
        WatchedPage first = TestBrowser.watch(user.newPage()).logIn(server.url(), ServerClient.TOKEN);
        WatchedPage second = TestBrowser.watch(user.newPage());
        second.page().navigate(server.url()); // the session is the browser's, not the tab's
        second.button("New export").waitFor();

        server.client().ask("POST", "/api/v1/projects/epic/export", "{}");
        Locator here = first.exports().first();
        Locator there = second.exports().first();
        assertThat(here.locator(".badge")).hasText("running");
        assertThat(there.locator(".badge")).hasText("running");
        button(here, "Pause").click();
        assertThat(there.locator(".badge")).hasText("paused");
        button(there, "Cancel").click();
        assertThat(here.locator(".badge")).hasText("cancelled");
        first.button("Log out").click();
        second.page().reload();
        assertThat(second.page().getByLabel("Access token")).isVisible();
        first.requireSound();
        second.requireSound();
    }

    @Test
    void twoHundredExports_areListedInPages_andTheOldestCanBeRemoved() throws Exception {
        for (int i = 0; i < EXPORTS; i++) {
            server.client().export("film", "{\"format\": \"tar\"}");
        }
        WatchedPage page = browser.page().logIn(server.url(), ServerClient.TOKEN);
        assertThat(page.exports()).hasCount(20);
        while (page.button("Show more").isVisible()) {
            int before = page.exports().count();
            page.button("Show more").click();
            assertThat(page.exports().nth(before)).isAttached();
        }

        int all = page.exports().count();
        assertThat(all).isGreaterThanOrEqualTo(EXPORTS);
        page.requireAccessible("200 exports");
        long start = System.nanoTime();
        button(page.exports().last(), "Delete").click();
        page.page()
                .getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
                .click();
        assertThat(page.exports()).hasCount(all - 1);
        System.out.println("removed one of " + all + " after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        page.requireSound();
    }

    @Test
    void slowConnection_isEnoughToFollowAnExport() {
        WatchedPage page = browser.page();
        CDPSession protocol = page.page().context().newCDPSession(page.page());
        JsonObject limits = new JsonObject();
        limits.addProperty("offline", false);
        limits.addProperty("latency", 200);
        limits.addProperty("downloadThroughput", SLOW_BYTES_PER_SECOND);
        limits.addProperty("uploadThroughput", SLOW_BYTES_PER_SECOND);
        protocol.send("Network.enable");
        protocol.send("Network.emulateNetworkConditions", limits);

        page.logIn(server.url(), ServerClient.TOKEN);
        page.button("New export").click();
        Locator dialog = page.dialog("Export project");
        dialog.getByLabel("Project", new Locator.GetByLabelOptions().setExact(true))
                .selectOption("epic");
        page.button("Start export").click();
        Locator item = page.exports().first();
        assertThat(item.locator(".badge")).hasText("running");
        assertThat(item.getByRole(AriaRole.PROGRESSBAR)).not().hasAttribute("aria-valuenow", "0");
        assertThat(item.locator(".badge")).hasText("completed");
        page.requireSound();
    }
}
