package org.projectexporter.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A page in the browser, with all that went wrong in it: failed scripts, and what its policy has refused. */
final class WatchedPage {
    private static final String AXE = resource("/axe.min.js");

    private final Page page;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    WatchedPage(Page page) {
        this.page = page;
        page.onPageError(failures::add);
        page.onConsoleMessage(this::hear);
    }

    /** Requests that are refused or that nobody answers are the server's; what they mean for the page is tested. */
    private void hear(ConsoleMessage message) {
        boolean isOfNetwork = message.text().startsWith("Failed to load resource")
                || message.text().startsWith("WebSocket connection to")
                || message.text().contains("blocked by CORS policy");
        if (message.type().equals("error") && !isOfNetwork) {
            failures.add(message.text());
        }
    }

    private static String resource(String name) {
        try (InputStream in = WatchedPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Page page() {
        return page;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog(String name) {
        return page.getByRole(
                AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The items of the list "Exports", newest first. */
    Locator exports() {
        return page.getByRole(
                        AriaRole.LIST,
                        new Page.GetByRoleOptions().setName("Exports").setExact(true))
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHas(page.locator("time")));
    }

    /** Opens the server's page and logs in with a token. */
    WatchedPage logIn(String url, String token) {
        page.navigate(url);
        page.getByLabel("Access token").fill(token);
        button("Log in").click();
        button("New export").waitFor();
        return this;
    }

    /** Neither a script nor the policy of the page has found anything wrong. */
    void requireSound() {
        assertThat(failures).isEmpty();
        assertThat(page.evaluate("window.refusedByPolicy")).isEqualTo(List.of());
    }

    /** Checks the page as it is now with all rules of axe-core. */
    void requireAccessible(String state) {
        page.evaluate(AXE + "; undefined");
        Object found = page.evaluate(
                """
                async () => (await axe.run(document)).violations.flatMap(rule =>
                    rule.nodes.map(node => rule.id + ': ' + node.target.flat(3).join(' ') + ' ' + node.failureSummary))
                """);
        assertThat(found).as(state).isEqualTo(List.of());
    }
}
