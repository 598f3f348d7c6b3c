package org.projectexporter.sidecar.internal.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.Estimates;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.HandOver;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.Workspace;
import org.projectexporter.sidecar.internal.webhooks.Webhooks;

/** The server of all routes: its address, its limits, and the handlers before the routes. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    static final int HEADER_BYTES = 16 * 1024;

    private static final int MOST_THREADS = 64;
    private static final int FEWEST_THREADS = 4;
    /** How long answers in progress may take when the server stops. */
    private static final long STOP_MILLIS = 1_000;

    private final SidecarOptions options;
    private final Services services;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Scheduler scheduler = new ScheduledExecutorScheduler("sidecar-deadlines", true);
    private final HeadDeadline heads;
    private final Access access;
    private final RouteGuard guard;
    private final EventRoutes events;
    private final Traffic traffic = new Traffic();
    private final MetricsRoute metrics;
    private final Javalin javalin;

    private HttpServer(SidecarOptions options, Access access, Services services) {
        ExportJobs jobs = services.exports();
        ImportJobs imports = services.imports();
        this.services = services;
        this.access = access;
        this.guard = new RouteGuard(jobs, imports, access);
        this.options = options;
        this.events =
                new EventRoutes(jobs::events, imports::events, EventPace.within(options.idleTimeout()), guard::admit);
        List<Consumer<MeterRegistry>> figures = List.of(
                made -> StorageFigures.addTo(made, imports, jobs.storage(), jobs.quota()),
                made -> AccessFigures.addTo(made, services.webhooks(), access.tokens()::isBroken));
        this.metrics = new MetricsRoute(jobs, services.workspace(), traffic, figures, events::listeners);
        this.heads = new HeadDeadline(scheduler, options.idleTimeout());
        Gate gate = new Gate(options, access.authentication(), heads, stopping::get);
        this.javalin = Javalin.create(config -> configure(config, gate));
    }

    /**
     * Starts to listen.
     *
     * @param token the token whose holder may do everything
     * @throws IOException if it cannot listen on the address, or a file with tokens or webhooks cannot be used
     * @throws IllegalArgumentException if the file with webhooks is invalid
     */
    public static HttpServer start(
            SidecarOptions options, String token, ExportJobs jobs, Workspace workspace, ProjectExporter exporter)
            throws IOException {
        BehindProxy.addresses(options.proxy()); // before anything is opened
        Access access = Access.open(options, token);
        Estimates estimates = Estimates.open(options, exporter, workspace);
        ImportJobs imports = ImportJobs.open(options, jobs, workspace, exporter.importer());
        Webhooks webhooks;
        try {
            webhooks = openWebhooks(options, jobs, imports);
        } catch (IOException | RuntimeException e) {
            imports.close(); // or it would run imports in a data folder that is no longer locked
            throw e;
        }
        HttpServer server =
                new HttpServer(options, access, new Services(jobs, imports, webhooks, workspace, exporter, estimates));
        try {
            RouteScopes.requireComplete(server.routes());
            server.javalin.start(options.host(), options.port());
        } catch (JavalinBindException e) {
            server.close();
            throw new IOException(
                    "cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage(), e);
        }
        return server;
    }

    /** Ends that were not published because the process died are published now. */
    private static Webhooks openWebhooks(SidecarOptions options, ExportJobs jobs, ImportJobs imports)
            throws IOException {
        Clock clock = Clock.systemUTC();
        Predicate<String> remembered =
                id -> jobs.find(id).isPresent() || imports.find(id).isPresent();
        Webhooks webhooks = Webhooks.open(options.webhooks(), options.data().toRealPath(), clock, remembered);
        Links links = new Links(options.proxy().basePath());
        jobs.onEnd(event -> WebhookEvents.ofExport(event, links).ifPresent(webhooks::publish));
        imports.onEnd(event -> WebhookEvents.ofImport(event, links).ifPresent(webhooks::publish));
        return webhooks;
    }

    /** Javalin creates the connectors when it starts; by default Jetty closes those that are idle after 30 s. */
    private void prepareConnectors(Server server) {
        for (Connector connector : server.getConnectors()) {
            connector.addEventListener(heads);
            if (connector instanceof AbstractConnector timed) {
                timed.setIdleTimeout(options.idleTimeout().toMillis());
            }
        }
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /** A code that logs one browser in, once, with the server's own token; it invalidates the previous one. */
    public String newLoginCode() {
        return access.loginCode().issue();
    }

    /** All routes, for example {@code GET /api/v1/projects}, in no order; HEAD only if it is a route of its own. */
    public Set<String> routes() {
        Set<String> routes = new HashSet<>(Set.of("GET " + EventRoutes.TEMPLATE, "GET " + EventRoutes.IMPORTS));
        for (ParsedEndpoint parsed : javalin.unsafe.internalRouter.allHttpHandlers()) {
            Endpoint endpoint = parsed.endpoint;
            boolean headOfGet = endpoint.method.equals(HandlerType.HEAD)
                    && !endpoint.path.contains("/download")
                    && !endpoint.path.endsWith("{upload_id}");
            if (endpoint.method.isHttpMethod() && !headOfGet) {
                routes.add(endpoint.method.name() + " " + endpoint.path);
            }
        }
        return routes;
    }

    /** Rejects requests from now on, and is no longer ready. */
    public void startStopping() {
        stopping.set(true);
    }

    @Override
    public void close() {
        startStopping();
        events.close();
        services.imports().close();
        services.webhooks().close();
        stopJetty();
        metrics.close();
    }

    /** Javalin considers it an error if an answer, such as a download, is cut off; the client can resume it. */
    private void stopJetty() {
        try {
            javalin.jettyServer().server().stop();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("not all answers were complete when the server stopped");
        }
    }

    private void configure(JavalinConfig config, Gate gate) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        config.jetty.modifyHttpConfiguration(this::limit);
        config.jetty.modifyServer(server -> prepare(server, gate));
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new ServerErrors()));
        addRoutes(config.routes);
    }

    private void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(options.idleTimeout().toMillis());
        // The gate checks paths, with its own answers to those that Jetty would reject.
        http.setUriCompliance(UriCompliance.UNSAFE);
    }

    private void prepare(Server server, Gate gate) {
        gate.setHandler(events);
        events.setHandler(new SmallBodies(scheduler, options.idleTimeout()));
        server.setHandler(new BehindProxy(options, gate));
        server.setErrorHandler(new ServerErrors());
        server.setRequestLog(new RequestLog.Collection(new RequestLines(), traffic, heads));
        server.addBean(scheduler);
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle event) {
                prepareConnectors(server);
            }
        });
        server.setStopTimeout(STOP_MILLIS);
        server.addBean(new NetworkConnectionLimit(options.maxConnections(), server));
    }

    /** All routes; {@code openapi.yaml} describes each. */
    private void addRoutes(RoutesConfig routes) {
        SendBuffers buffers = new SendBuffers();
        ExportJobs jobs = services.exports();
        ImportJobs imports = services.imports();
        Workspace workspace = services.workspace();
        ProjectExporter exporter = services.exporter();
        // Javalin's default would be the type of answers without a body, and of those that forget theirs.
        routes.before(context -> context.res().setContentType(null));
        new Failures().addTo(routes);
        guard.addTo(routes);
        new PageRoutes().addTo(routes);
        new HealthRoutes(stopping::get, workspace).addTo(routes);
        new ProjectRoutes(workspace, exporter).addTo(routes);
        new StartRoute(jobs, workspace, exporter, new EstimateRoute(services.estimates(), scheduler)).addTo(routes);
        new ExportRoutes(jobs, workspace, buffers).addTo(routes);
        new ListRoute(jobs, imports).addTo(routes);
        new AccessRoutes(jobs, imports, access, options.longestUrlLifetime(), Clock.systemUTC()).addTo(routes);
        new SessionRoutes(access).addTo(routes);
        new WebhookRoutes(services.webhooks()).addTo(routes);
        metrics.addTo(routes);
        new DocRoutes().addTo(routes);
        new DownloadRoutes(jobs::hold, buffers).addTo(routes);
        new ImportRoutes(imports, workspace, exporter, jobs::find, options.idleTimeout()).addTo(routes);
        new UploadRoutes(imports.uploads(), options.idleTimeout()).addTo(routes);
        new HandOverRoute(HandOver.of(options, jobs)).addTo(routes);
        new StorageRoutes(jobs.storage()).addTo(routes);
    }
}
