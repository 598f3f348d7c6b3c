package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.sidecar.SidecarOptions;

/** Where the sidecar listens and what it may use. */
final class ServeFlags {
    @Mixin
    ProjectFlags projects = new ProjectFlags();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the folder for state and archives (default: $XDG_STATE_HOME/project-export,"
                    + " else ~/.local/state/project-export)")
    @Nullable
    Path data;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "the address to listen on (default: " + SidecarOptions.DEFAULT_HOST + ")")
    String host = SidecarOptions.DEFAULT_HOST;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "the port to listen on; 0 for a free one (default: " + SidecarOptions.DEFAULT_PORT + ")")
    int port = SidecarOptions.DEFAULT_PORT;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            description = "another host name, without port, that requests may use; repeatable")
    List<String> allowedHosts = List.of();

    @Option(
            names = "--allowed-origin",
            paramLabel = "ORIGIN",
            description = "origin of web pages that may send requests, for example https://film.example; repeatable")
    List<String> allowedOrigins = List.of();

    @Mixin
    ProxyFlags proxy = new ProxyFlags();

    @Option(
            names = "--dependency-root",
            paramLabel = "DIR",
            description = "a folder outside the projects that exports with include_dependencies may read; repeatable")
    List<Path> dependencyRoots = List.of();

    @Option(
            names = "--map-path",
            paramLabel = "FROM=TO",
            description = "files that documents name below FROM, a folder of another machine, are below TO; repeatable")
    List<String> pathMappings = List.of();

    @Option(
            names = "--max-running",
            paramLabel = "N",
            description = "maximum number of concurrent exports (default: 1)")
    @Nullable
    Integer maxRunning;

    @Option(names = "--max-queued", paramLabel = "N", description = "maximum number of queued exports (default: 16)")
    @Nullable
    Integer maxQueued;

    @Mixin
    StorageFlags storage = new StorageFlags();

    @Option(
            names = "--hand-over",
            paramLabel = "DIR",
            description = "a folder in which archives may be handed over to callers on this machine, and taken from"
                    + " them, without being sent; repeatable")
    List<Path> handOverFolders = List.of();

    @Option(names = "--max-connections", paramLabel = "N", description = "maximum number of connections (default: 512)")
    @Nullable
    Integer maxConnections;

    @Option(names = "--idle-seconds", paramLabel = "N", description = "how long a connection may be idle (default: 60)")
    @Nullable
    Long idleSeconds;

    @Option(
            names = "--download-url-hours",
            paramLabel = "N",
            description = "how long a signed download URL may be valid at most (default: 24)")
    @Nullable
    Long downloadUrlHours;

    @Option(names = "--webhooks", paramLabel = "FILE", description = "the targets of webhooks, as JSON (default: none)")
    @Nullable
    Path webhooks;

    /** As options of the library, which checks the values. */
    SidecarOptions options(String token, Map<String, String> environment) throws IOException {
        SidecarOptions.Builder builder = projects.options(
                        data == null ? StateFolder.of(environment) : data, environment)
                .token(token)
                .host(host)
                .port(port)
                .allowedHosts(Set.copyOf(allowedHosts))
                .allowedOrigins(Set.copyOf(allowedOrigins))
                .proxy(proxy.settings())
                .dependencyRoots(dependencyRoots)
                .pathMappings(PathMappings.of(pathMappings))
                .storage(storage.limits())
                .handOverFolders(handOverFolders);
        limit(builder);
        return builder.build();
    }

    private void limit(SidecarOptions.Builder builder) {
        if (maxRunning != null) {
            builder.maxRunning(maxRunning);
        }
        if (maxQueued != null) {
            builder.maxQueued(maxQueued);
        }
        if (maxConnections != null) {
            builder.maxConnections(maxConnections);
        }
        if (downloadUrlHours != null) {
            builder.longestUrlLifetime(Duration.ofHours(downloadUrlHours));
        }
        if (webhooks != null) {
            builder.webhooks(webhooks);
        }
        if (idleSeconds != null) {
            builder.idleTimeout(Duration.ofSeconds(idleSeconds));
        }
    }

    static long bytesOfMiB(String flag, long count) {
        if (count > Long.MAX_VALUE >> 20) {
            throw new IllegalArgumentException(flag + " is " + count + ", which is too large");
        }
        return count << 20;
    }
}
