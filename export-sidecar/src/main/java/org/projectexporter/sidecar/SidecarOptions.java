package org.projectexporter.sidecar;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ExportRequest.PathMapping;

/** Where a sidecar listens, what it may use, and how much of it; immutable. */
public final class SidecarOptions {
    /** The default address to listen on: IPv4 loopback. */
    public static final String DEFAULT_HOST = "127.0.0.1";
    /** The default port to listen on. */
    public static final int DEFAULT_PORT = 8765;

    private final OptionValues values;

    private SidecarOptions(OptionValues values) {
        this.values = values;
    }

    /**
     * {@return a builder with defaults for the rest}
     *
     * @param workspace the folder whose subfolders are the projects; nothing is written to it, except that an import
     *     creates a project
     * @param data the folder for state and archives, for exclusive use by the sidecar; created if it does not exist
     */
    public static Builder builder(Path workspace, Path data) {
        return new Builder(List.of(workspace), data);
    }

    /**
     * {@return a builder without workspaces, for projects that {@link Builder#projects} finds}
     *
     * @param data the folder for state and archives, for exclusive use by the sidecar; created if it does not exist
     */
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

    /** {@return the token that requests must carry; empty for that of the data folder, created at the first start} */
    public String token() {
        return values.token;
    }

    /** {@return host names, without port, that requests may use besides loopback and the address to listen on} */
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
        private final OptionValues values;

        private Builder(List<Path> workspaces, Path data) {
            values = new OptionValues(workspaces, data);
        }

        /**
         * {@return this builder, with {@link SidecarOptions#workspaces} set}
         * @param folders whose subfolders are projects; of two equal names the first counts. Replaces earlier ones
         */
        public Builder workspaces(List<Path> folders) {
            values.workspaces = List.copyOf(folders);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#projects} set}
         * @param directory must allow calls by many threads at once. Default: none
         */
        public Builder projects(ProjectDirectory directory) {
            values.projects = Objects.requireNonNull(directory);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#projectRoots} set}
         * @param folders replace earlier ones. Default: none, which allows all mapped projects, and no links
         */
        public Builder projectRoots(List<Path> folders) {
            values.projectRoots = List.copyOf(folders);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#host} set}
         * @param address a name or a literal of IPv4 or IPv6. Default: {@link #DEFAULT_HOST}
         */
        public Builder host(String address) {
            values.host = Objects.requireNonNull(address);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#port} set}
         * @param port 0 for a free one. Default: {@link #DEFAULT_PORT}
         * @throws IllegalArgumentException if it is not from 0 to 65535
         */
        public Builder port(int port) {
            Checks.requireRange("port", port, 0, 65_535);
            values.port = port;
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#token} set}
         * @param token any text. Default: empty, which is to use the one in the data folder
         */
        public Builder token(String token) {
            values.token = Objects.requireNonNull(token);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#allowedHosts} set}
         * @param names without port, in upper or lower case; replace earlier ones. Default: none
         */
        public Builder allowedHosts(Set<String> names) {
            values.allowedHosts = Set.copyOf(names);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#allowedOrigins} set}
         * @param origins scheme, host, and port unless it is the default one; replace earlier ones. Default: none
         */
        public Builder allowedOrigins(Set<String> origins) {
            values.allowedOrigins = Set.copyOf(origins);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#dependencyRoots} set}
         * @param folders outside the projects; replace earlier ones. Default: none
         */
        public Builder dependencyRoots(List<Path> folders) {
            values.dependencyRoots = List.copyOf(folders);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#pathMappings} set}
         * @param mappings replace earlier ones. Default: none
         */
        public Builder pathMappings(List<PathMapping> mappings) {
            values.pathMappings = List.copyOf(mappings);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#maxRunning} set}
         * @param exports 1 to 1024; further ones are queued. Default: 1
         * @throws IllegalArgumentException if it is less or more
         */
        public Builder maxRunning(int exports) {
            Checks.requireRange("the maximum number of running exports", exports, 1, 1024);
            values.maxRunning = exports;
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#maxQueued} set}
         * @param exports 0 to 1,000,000; further ones are answered with 429. Default: 16
         * @throws IllegalArgumentException if it is less or more
         */
        public Builder maxQueued(int exports) {
            Checks.requireRange("the maximum number of queued exports", exports, 0, 1_000_000);
            values.maxQueued = exports;
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#storage} set}
         * @param limits for the data folder. Default: {@link StorageLimits#defaults}
         */
        public Builder storage(StorageLimits limits) {
            values.storage = Objects.requireNonNull(limits);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#handOverFolders} set}
         * @param folders tokens for all projects can create and read archives there; replace earlier ones. Default:
         *     none
         */
        public Builder handOverFolders(List<Path> folders) {
            values.handOverFolders = List.copyOf(folders);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#maxConnections} set}
         * @param connections 1 to 1,000,000; further ones wait until one is closed. Default: 512
         * @throws IllegalArgumentException if it is less or more
         */
        public Builder maxConnections(int connections) {
            Checks.requireRange("the maximum number of connections", connections, 1, 1_000_000);
            values.maxConnections = connections;
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#idleTimeout} set}
         * @param time a connection is closed after so long without a byte in either direction. Default: 60 seconds
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder idleTimeout(Duration time) {
            values.idleTimeout = Checks.requirePositive("the idle timeout", time);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#longestUrlLifetime} set}
         * @param time a request for more is refused. Default: 24 hours
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder longestUrlLifetime(Duration time) {
            values.longestUrlLifetime = Checks.requireSecond("the lifetime of download URLs", time);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#webhooks} set}
         * @param file of JSON, which is read again when it changes. Default: none
         */
        public Builder webhooks(Path file) {
            values.webhooks = Objects.requireNonNull(file);
            return this;
        }

        /**
         * {@return this builder, with {@link SidecarOptions#proxy} set}
         * @param settings its base path, and whether its headers are believed. Default: none
         */
        public Builder proxy(ProxySettings settings) {
            values.proxy = Objects.requireNonNull(settings);
            return this;
        }

        /**
         * {@return the options}
         * @throws IllegalArgumentException if there are neither workspaces nor projects, or projects are looked up over
         *     HTTP without project roots
         */
        public SidecarOptions build() {
            return new SidecarOptions(values.checked());
        }
    }
}
