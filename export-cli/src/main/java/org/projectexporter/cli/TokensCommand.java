package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.projectexporter.sidecar.SidecarToken;
import org.projectexporter.sidecar.SidecarTokens;
import org.projectexporter.sidecar.TokenScope;

/** {@code project-export tokens}: creates, lists and revokes tokens of a server, which may be running. */
@Command(
        name = TokensCommand.NAME,
        description = TokensCommand.DESCRIPTION,
        customSynopsis = {
            "project-export tokens create NAME --scope SCOPE[,SCOPE]... --project ID [OPTION]...",
            "project-export tokens list [OPTION]...",
            "project-export tokens revoke NAME [OPTION]...",
            "project-export tokens replace-url-key [OPTION]..."
        },
        footer = {
            "",
            "A server that uses the data folder follows each change at once.",
            "Scopes: start, read, download, import, delete, monitor, admin."
        },
        sortOptions = false)
final class TokensCommand implements Callable<Integer> {
    static final String NAME = "tokens";
    static final String DESCRIPTION = "Create, list and revoke tokens of a server.";

    private final Console console;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "the server's data folder (default: $XDG_STATE_HOME/project-export,"
                    + " else ~/.local/state/project-export)")
    @Nullable
    Path data;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "show this help")
    boolean help;

    TokensCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "missing command: create, list, revoke or replace-url-key");
    }

    private SidecarTokens tokens() throws IOException {
        return SidecarTokens.of(data == null ? StateFolder.of(console.environment()) : data);
    }

    @Command(description = "Create a token and print it; it cannot be shown again.", sortOptions = false)
    int create(
            @Parameters(paramLabel = "NAME", description = "identifies the token in lists and in the log") String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            required = true,
                            split = ",",
                            description = "what the token may do; repeatable")
                    List<String> scopes,
            @Option(
                            names = "--project",
                            paramLabel = "ID",
                            required = true,
                            description = "a project that the token is for, or '*' for all; repeatable")
                    List<String> projects,
            @Option(
                            names = "--expires-days",
                            paramLabel = "N",
                            description = "how long it is valid (default: until it is revoked)")
                    @Nullable
                    Integer days)
            throws IOException {
        if (days != null && days < 1) {
            throw new IllegalArgumentException("--expires-days must be 1 or more");
        }
        console.out()
                .println(tokens().create(
                                name,
                                scopes(scopes),
                                new LinkedHashSet<>(projects),
                                Optional.ofNullable(days).map(Duration::ofDays)));
        return ExitCode.DONE;
    }

    private static Set<TokenScope> scopes(List<String> names) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (String name : names) {
            scopes.add(TokenScope.ofName(name)
                    .orElseThrow(() -> new IllegalArgumentException("--scope " + name
                            + " is not one of start, read, download, import, delete," + " monitor, admin")));
        }
        return scopes;
    }

    @Command(description = "List all tokens, without their values.")
    int list() throws IOException {
        for (SidecarToken token : tokens().list()) {
            console.out().println(line(token));
        }
        return ExitCode.DONE;
    }

    private static String line(SidecarToken token) {
        String scopes =
                token.scopes().stream().sorted().map(TokenScope::jsonName).collect(Collectors.joining(","));
        String projects = token.projects().contains(SidecarToken.ALL_PROJECTS)
                ? SidecarToken.ALL_PROJECTS
                : new TreeSet<>(token.projects())
                        .stream().map(VisibleText::oneLine).collect(Collectors.joining(", "));
        String expires = token.expiresAt().map(Instant::toString).orElse("never");
        return String.format(
                Locale.ROOT,
                "%-20s %-40s created %s, expires %s, projects %s",
                token.name(),
                scopes,
                token.createdAt(),
                expires,
                projects);
    }

    @Command(description = "Revoke a token, and all download URLs that were created with it.")
    int revoke(@Parameters(paramLabel = "NAME", description = "the token's name") String name) throws IOException {
        if (!tokens().revoke(name)) {
            throw new IllegalArgumentException("there is no token " + VisibleText.oneLine(name));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "replace-url-key",
            description = "Replace the key of download URLs: all existing ones become invalid.")
    int replaceUrlKey() throws IOException {
        tokens().replaceUrlKey();
        return ExitCode.DONE;
    }
}
