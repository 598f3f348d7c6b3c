package org.projectexporter.sidecar;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.projectexporter.ExportRequest.PathMapping;
import org.projectexporter.sidecar.internal.projects.ProjectLookup;

/** The values of {@link SidecarOptions}, which start at their defaults; only a builder changes them. */
final class OptionValues {
    final Path data;
    List<Path> workspaces;

    @Nullable
    ProjectDirectory projects;

    List<Path> projectRoots = List.of();
    String host = SidecarOptions.DEFAULT_HOST;
    int port = SidecarOptions.DEFAULT_PORT;
    String token = "";
    Set<String> allowedHosts = Set.of();
    Set<String> allowedOrigins = Set.of();
    List<Path> dependencyRoots = List.of();
    List<PathMapping> pathMappings = List.of();
    int maxRunning = 1;
    int maxQueued = 16;
    StorageLimits storage = StorageLimits.defaults();
    List<Path> handOverFolders = List.of();
    int maxConnections = 512;
    Duration idleTimeout = Duration.ofSeconds(60);
    Duration longestUrlLifetime = Duration.ofHours(24);

    @Nullable
    Path webhooks;

    ProxySettings proxy = ProxySettings.none();

    OptionValues(List<Path> workspaces, Path data) {
        this.workspaces = List.copyOf(workspaces);
        this.data = Objects.requireNonNull(data);
    }

    /**
     * A copy for options, which the builder no longer changes.
     *
     * @throws IllegalArgumentException if a sidecar cannot start with these values
     */
    OptionValues checked() {
        if (workspaces.isEmpty() && projects == null) {
            throw new IllegalArgumentException("there must be a workspace, or something else that finds projects");
        }
        if (projects instanceof ProjectLookup && projectRoots.isEmpty()) {
            throw new IllegalArgumentException("looking up projects over HTTP needs project roots, since an answer"
                    + " could otherwise name any folder of this machine");
        }
        return copy();
    }

    private OptionValues copy() {
        OptionValues copy = new OptionValues(workspaces, data);
        copy.projects = projects;
        copy.projectRoots = projectRoots;
        copy.host = host;
        copy.port = port;
        copy.token = token;
        copy.allowedHosts = allowedHosts;
        copy.allowedOrigins = allowedOrigins;
        copy.dependencyRoots = dependencyRoots;
        copy.pathMappings = pathMappings;
        copy.maxRunning = maxRunning;
        copy.maxQueued = maxQueued;
        copy.storage = storage;
        copy.handOverFolders = handOverFolders;
        copy.maxConnections = maxConnections;
        copy.idleTimeout = idleTimeout;
        copy.longestUrlLifetime = longestUrlLifetime;
        copy.webhooks = webhooks;
        copy.proxy = proxy;
        return copy;
    }
}
