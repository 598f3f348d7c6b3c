package org.projectexporter.sidecar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.http.HttpServer;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.Workspace;

/**
 * A server that exports the projects of a workspace, or those that a {@link ProjectDirectory} finds, and remembers its
 * exports. It needs exclusive use of its data folder.
 *
 * <pre>{@code
 * SidecarOptions options = SidecarOptions.builder(Path.of("projects"), Path.of("data")).port(0).build();
 * try (Sidecar sidecar = Sidecar.start(options)) {
 *     System.out.println(sidecar.url());
 * }
 * }</pre>
 */
public final class Sidecar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);

    private final SidecarOptions options;
    private final ExportJobs jobs;
    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Sidecar(SidecarOptions options, ExportJobs jobs, HttpServer server) {
        this.options = options;
        this.jobs = jobs;
        this.server = server;
    }

    /**
     * Resumes the exports that were running when it was last stopped, and starts to listen. Returns when it accepts
     * requests.
     *
     * @param options where it listens, and what it may use
     * @return a server that runs until it is closed
     * @throws IOException if the workspace is not a folder, the data folder cannot be used or is in use, or it cannot
     *     listen on the address
     */
    public static Sidecar start(SidecarOptions options) throws IOException {
        return start(options, ProjectExporter.create());
    }

    /**
     * The same with an exporter of the caller, for example one with plug-ins.
     *
     * @param options where it listens, and what it may use
     * @param exporter exports the projects; its formats and sources import archives, too
     * @return a server that runs until it is closed
     * @throws IOException as {@link #start(SidecarOptions)}
     */
    public static Sidecar start(SidecarOptions options, ProjectExporter exporter) throws IOException {
        for (Path workspace : options.workspaces()) {
            if (!Files.isDirectory(workspace)) {
                throw new IOException(workspace + " is not a folder; a workspace is a folder that contains projects");
            }
        }
        OpenFilesNeeded.state(options);
        Workspace workspace = Workspace.of(options);
        ExportJobs jobs = ExportJobs.open(options, exporter, workspace); // checks the owner of the data folder
        try {
            String token = options.token().isEmpty() ? new TokenFile(options.data()).readOrMake() : options.token();
            Sidecar sidecar = new Sidecar(options, jobs, HttpServer.start(options, token, jobs, workspace, exporter));
            LOG.atInfo().addKeyValue("event", "start").log("listening on {}", sidecar.url());
            return sidecar;
        } catch (IOException | RuntimeException e) {
            jobs.close();
            throw e;
        }
    }

    /**
     * Runs something each time that no export is running or queued any more, on a thread of the sidecar; replaces an
     * earlier action. A process that is only a sidecar can release memory then.
     *
     * @param action must be short and throw nothing; the thread runs no export meanwhile
     */
    public void whenIdle(Runnable action) {
        jobs.whenIdle(action);
    }

    Set<String> routes() {
        return server.routes();
    }

    /** {@return the port that it listens on} */
    public int port() {
        return server.port();
    }

    /** {@return its URL on this machine, for example {@code http://127.0.0.1:8765}} */
    public String url() {
        String host = options.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /**
     * {@return a URL that logs one browser in, once, within ten minutes, with all that the server's own token may do}
     * It invalidates the previous one. Anyone who sees it can use it first.
     */
    public String newLoginLink() {
        return pageUrl() + "#login=" + server.newLoginCode();
    }

    /** {@return its URL with an address that a browser can connect to, and that requests may name} */
    private String pageUrl() {
        boolean everywhere = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0").contains(options.host());
        String own = everywhere ? "http://127.0.0.1:" + port() : url();
        return own + options.proxy().basePath() + "/";
    }

    /** Stops all exports at their next checkpoints, within seconds, and stops listening. May be called twice. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        LOG.atInfo().addKeyValue("event", "stop").log("stopping");
        server.startStopping();
        try (server) {
            jobs.close();
        }
    }
}
