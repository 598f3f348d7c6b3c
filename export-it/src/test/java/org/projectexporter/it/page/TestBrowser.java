package org.projectexporter.it.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Debian's Chromium, driven by Playwright with the Node.js that is installed, or that of the profile {@code
 * bundled-node}; where one of both is missing, the test is skipped. Nothing is downloaded.
 */
final class TestBrowser implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    /** As Playwright asks for it. */
    private static final int OLDEST_NODE = 20;

    private static final String BUNDLED_NODE = "/driver/linux/node";

    private final Playwright playwright;
    private final Browser browser;

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static TestBrowser start() {
        Tools.require("chromium");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Path chromium = Tools.find("chromium").orElseThrow();
        Map<String, String> environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        if (TestBrowser.class.getResource(BUNDLED_NODE) == null) {
            environment.put("PLAYWRIGHT_NODEJS_PATH", node());
        }
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--disable-gpu", "--disable-features=LocalNetworkAccessChecks")));
        return new TestBrowser(playwright, browser);
    }

    private static String node() {
        Tools.require("node");
        Path node = Tools.find("node").orElseThrow();
        try {
            String version = Exec.in(Path.of("").toAbsolutePath())
                    .run(node.toString(), "--version")
                    .ok()
                    .text();
            int major = Integer.parseInt(version.replaceAll("v([0-9]+)(?s:.*)", "$1"));
            Tools.requireThat(major >= OLDEST_NODE, "Node.js " + OLDEST_NODE + " or newer, or -Pbundled-node");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return node.toString();
    }

    /** A new user: without cookies, and with these settings. */
    BrowserContext user(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setAcceptDownloads(true));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.addInitScript(
                """
                window.refusedByPolicy = [];
                addEventListener('securitypolicyviolation', event =>
                    window.refusedByPolicy.push(event.violatedDirective + ' ' + event.blockedURI));
                """);
        return context;
    }

    /** A page of a new user. */
    WatchedPage page(Browser.NewContextOptions options) {
        return watch(user(options).newPage());
    }

    WatchedPage page() {
        return page(new Browser.NewContextOptions());
    }

    static WatchedPage watch(Page page) {
        return new WatchedPage(page);
    }

    String version() {
        return browser.version();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
