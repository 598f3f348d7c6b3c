package org.projectexporter.sidecar;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ExportRequest.PathMapping;
import org.projectexporter.sidecar.internal.projects.ProjectLookup;

/** Where a sidecar listens, what it may use, and how much of it; immutable. */
public final class SidecarOptions {
    /** The default address to listen on: IPv4 loopback. */
    public static final String DEFAULT_HOST = "127.0.0.1";
    /** The default port to listen on. */
    public static final int DEFAULT_PORT = 8765;

    private final Builder values;

    private SidecarOptions(Builder builder) {
        this.values = builder.copy();
    }

    /**
     * Options with defaults for the rest.
     *
     * @param workspace the folder whose subfolders are the projects; nothing is written to it, except that an import
     *     creates a project
     * @param data the folder for state and archives, for exclusive use by the sidecar; created if it does not exist
     */
    public static Builder builder(Path workspace, Path data) {
        return new Builder(List.of(workspace), data);
    }

    /** Options with defaults for the rest, for projects that {@link Builder#projects} finds. */
    public static Builder builder(Path data) {
        return new Builder(List.of(), data);
    }

    /** {@return the folders whose subfolders are projects, by name; an import creates a project in the first one} */
    public List<Path> workspaces() {
        return List.copyOf(values.workspaces);
    }

    /** {@return what finds projects by ids of their own; takes precedence over the workspaces} */
    public Optional<ProjectDirectory> projects() {
        return Optional.ofNullable(values.projects);
    }

    /** {@return folders below which projects may be if they are mapped, or are links in a workspace} */
    public List<Path> projectRoots() {
        return List.copyOf(values.projectRoots);
    }

    /** {@return the folder for state and archives} */
    public Path data() {
        return values.data;
    }

    /** {@return the address to listen on} */
    public String host() {
        return values.host;
    }

    /** {@return the port to listen on; 0 for a free one} */
    public int port() {
        return values.port;
    }

    /** {@return the token that requests must carry; empty to use the one in the data folder, created at the first start} */
    public String token() {
        return values.token;
    }

    /** {@return host names, without port, that requests may use in addition to loopback and the address to listen on} */
    public Set<String> allowedHosts() {
        return Set.copyOf(values.allowedHosts);
    }

    /** {@return origins of web pages that may send requests, for example {@code https://film.example}} */
    public Set<String> allowedOrigins() {
        return Set.copyOf(values.allowedOrigins);
    }

    /** {@return folders outside the projects that exports with {@code include_dependencies} may read} */
    public List<Path> dependencyRoots() {
        return List.copyOf(values.dependencyRoots);
    }

    /** {@return where files are that documents name by paths of other machines; the first match counts} */
    public List<PathMapping> pathMappings() {
        return List.copyOf(values.pathMappings);
    }

    /** {@return the maximum number of concurrent exports, 1 or more} */
    public int maxRunning() {
        return values.maxRunning;
    }

    /** {@return the maximum number of queued exports, 0 or more} */
    public int maxQueued() {
        return values.maxQueued;
    }

    /** {@return how much is kept, and for how long} */
    public StorageLimits storage() {
        return values.storage;
    }

    /** {@return folders in which archives are handed over to callers on this machine, and taken from them} */
    public List<Path> handOverFolders() {
        return List.copyOf(values.handOverFolders);
    }

    /** {@return the maximum number of connections, 1 or more} */
    public int maxConnections() {
        return values.maxConnections;
    }

    /** {@return how long a connection may be idle} */
    public Duration idleTimeout() {
        return values.idleTimeout;
    }

    /** {@return how long a signed download URL may be valid at most} */
    public Duration longestUrlLifetime() {
        return values.longestUrlLifetime;
    }

    /** {@return the file with the targets of webhooks; empty for none} */
    public Optional<Path> webhooks() {
        return Optional.ofNullable(values.webhooks);
    }

    /** {@return the proxy in front of the server} */
    public ProxySettings proxy() {
        return values.proxy;
    }

    /** Builds {@link SidecarOptions}. */
    public static final class Builder {
        private final Path data;
        private List<Path> workspaces;
        private @Nullable ProjectDirectory projects;
        private List<Path> projectRoots = List.of();
        private String host = DEFAULT_HOST;
        private int port = DEFAULT_PORT;
        private String token = "";
        private Set<String> allowedHosts = Set.of();
        private Set<String> allowedOrigins = Set.of();
        private List<Path> dependencyRoots = List.of();
        private List<PathMapping> pathMappings = List.of();
        private int maxRunning = 1;
        private int maxQueued = 16;
        private StorageLimits storage = StorageLimits.defaults();
        private List<Path> handOverFolders = List.of();
        private int maxConnections = 512;
        private Duration idleTimeout = Duration.ofSeconds(60);
        private Duration longestUrlLifetime = Duration.ofHours(24);
        private @Nullable Path webhooks;
        private ProxySettings proxy = ProxySettings.none();

        private Builder(List<Path> workspaces, Path data) {
            this.workspaces = List.copyOf(workspaces);
            this.data = Objects.requireNonNull(data);
        }

        private Builder copy() {
            Builder copy = new Builder(workspaces, data);
            copy.projects = projects;
            copy.projectRoots = projectRoots;
            copy.host = host;
            copy.port = port;
            copy.token = token;
            copy.allowedHosts = Set.copyOf(allowedHosts);
            copy.allowedOrigins = Set.copyOf(allowedOrigins);
            copy.dependencyRoots = List.copyOf(dependencyRoots);
            copy.pathMappings = List.copyOf(pathMappings);
            copy.maxRunning = maxRunning;
            copy.maxQueued = maxQueued;
            copy.storage = storage;
            copy.handOverFolders = List.copyOf(handOverFolders);
            copy.maxConnections = maxConnections;
            copy.idleTimeout = idleTimeout;
            copy.longestUrlLifetime = longestUrlLifetime;
            copy.webhooks = webhooks;
            copy.proxy = proxy;
            return copy;
        }

        /** The folders whose subfolders are projects; replaces earlier ones. Of two equal names the first counts. */
        public Builder workspaces(List<Path> value) {
            workspaces = List.copyOf(value);
            return this;
        }

        /** What finds projects by ids of their own. Default: none. */
        public Builder projects(ProjectDirectory value) {
            projects = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Folders below which projects may be if they are mapped, or are links in a workspace; replaces earlier ones.
         * Default: none, which allows all mapped projects and no links.
         */
        public Builder projectRoots(List<Path> value) {
            projectRoots = List.copyOf(value);
            return this;
        }

        /** The address to listen on. Default: {@link #DEFAULT_HOST}. */
        public Builder host(String value) {
            host = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The port to listen on; 0 for a free one. Default: {@link #DEFAULT_PORT}.
         *
         * @throws IllegalArgumentException if it is not from 0 to 65535
         */
        public Builder port(int value) {
            Checks.requireRange("port", value, 0, 65_535);
            port = value;
            return this;
        }

        /** The token that requests must carry. Default: empty, which is to use the one in the data folder. */
        public Builder token(String value) {
            token = Objects.requireNonNull(value);
            return this;
        }

        /** Further host names, without port, that requests may use; replaces earlier ones. Default: none. */
        public Builder allowedHosts(Set<String> value) {
            allowedHosts = Set.copyOf(value);
            return this;
        }

        /** Origins of web pages that may send requests; replaces earlier ones. Default: none. */
        public Builder allowedOrigins(Set<String> value) {
            allowedOrigins = Set.copyOf(value);
            return this;
        }

        /** Folders outside the projects that exports may read; replaces earlier ones. Default: none. */
        public Builder dependencyRoots(List<Path> value) {
            dependencyRoots = List.copyOf(value);
            return this;
        }

        /** Where files are that documents name by paths of other machines; replaces earlier ones. Default: none. */
        public Builder pathMappings(List<PathMapping> value) {
            pathMappings = List.copyOf(value);
            return this;
        }

        /** The maximum number of concurrent exports, from 1 to 1024; others are refused. Default: 1. */
        public Builder maxRunning(int value) {
            Checks.requireRange("the maximum number of running exports", value, 1, 1024);
            maxRunning = value;
            return this;
        }

        /** The maximum number of queued exports, from 0 to 1,000,000; others are refused. Default: 16. */
        public Builder maxQueued(int value) {
            Checks.requireRange("the maximum number of queued exports", value, 0, 1_000_000);
            maxQueued = value;
            return this;
        }

        /** How much is kept, and for how long. Default: {@link StorageLimits#defaults}. */
        public Builder storage(StorageLimits value) {
            storage = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Folders in which archives are handed over to callers on this machine, and taken from them, instead of being
         * sent; replaces earlier ones. Tokens for all projects can then create and read archives there. Default: none.
         */
        public Builder handOverFolders(List<Path> value) {
            handOverFolders = List.copyOf(value);
            return this;
        }

        /** The maximum number of connections, from 1 to 1,000,000; others are refused. Default: 512. */
        public Builder maxConnections(int value) {
            Checks.requireRange("the maximum number of connections", value, 1, 1_000_000);
            maxConnections = value;
            return this;
        }

        /**
         * How long a connection may be idle. Default: 60 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder idleTimeout(Duration value) {
            idleTimeout = Checks.requirePositive("the idle timeout", value);
            return this;
        }

        /**
         * How long a signed download URL may be valid at most. Default: 24 hours.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder longestUrlLifetime(Duration value) {
            longestUrlLifetime = Checks.requireSecond("the lifetime of download URLs", value);
            return this;
        }

        /** The file with the targets of webhooks, which is read again when it changes. Default: none. */
        public Builder webhooks(Path file) {
            webhooks = Objects.requireNonNull(file);
            return this;
        }

        /** The proxy in front of the server. Default: none. */
        public Builder proxy(ProxySettings value) {
            proxy = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if there are neither workspaces nor projects, or projects are looked up over
         *     HTTP without project roots
         */
        public SidecarOptions build() {
            if (workspaces.isEmpty() && projects == null) {
                throw new IllegalArgumentException("there must be a workspace, or something else that finds projects");
            }
            if (projects instanceof ProjectLookup && projectRoots.isEmpty()) {
                throw new IllegalArgumentException("looking up projects over HTTP needs project roots, since an answer"
                        + " could otherwise name any folder of this machine");
            }
            return new SidecarOptions(this);
        }
    }
}
