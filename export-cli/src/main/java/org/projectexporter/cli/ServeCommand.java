package org.projectexporter.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.projectexporter.CancellationToken;
import org.projectexporter.sidecar.Sidecar;
import org.projectexporter.sidecar.SidecarOptions;

/** {@code project-export serve}. */
@Command(
        name = ServeCommand.NAME,
        description = ServeCommand.DESCRIPTION,
        customSynopsis = "project-export serve --workspace DIR [OPTION]...",
        footer = {
            "",
            "Requests must carry a token: the value of PROJECT_EXPORT_TOKEN, or the content of the file that"
                    + " PROJECT_EXPORT_TOKEN_FILE names, or else of the file token in the data folder (--data),"
                    + " which is created at the first start. For --project-lookup, PROJECT_EXPORT_LOOKUP_TOKEN or"
                    + " PROJECT_EXPORT_LOOKUP_TOKEN_FILE has the token that is sent.",
            "When it is ready, it prints one line of JSON with its URL, where a browser finds a page. SIGTERM or Ctrl-C"
                    + " stops it; exports resume at the next start."
        },
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    static final String NAME = "serve";
    static final String DESCRIPTION = "Export projects over HTTP and WebSocket, for a backend on this machine.";

    /** How long all exports together may take to reach a checkpoint. */
    private static final Duration PATIENCE = Duration.ofMillis(4_500);

    private final Console console;

    @Mixin
    ServeFlags flags = new ServeFlags();

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    HeapFlag heap = new HeapFlag();

    @Option(
            names = "--stop-with-input",
            description = "stop at the end of standard input, that is, when the parent program exits")
    boolean stopWithInput;

    @Option(
            names = "--open",
            description = "open the page of the server in a browser, logged in; on a terminal, a link for that is"
                    + " printed in any case, which can be used once, for ten minutes")
    boolean open;

    @Option(names = "--debug", description = "log every request; print stack traces")
    boolean debug;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    boolean help;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        log();
        heap.check(Runtime.getRuntime().maxMemory());
        SidecarOptions options = flags.options(ServeToken.of(console.environment()), console.environment());
        CancellationToken cancellation = new CancellationToken();
        // Stopping on request is not a failure, whatever the signal.
        try (StopSignals signals = new StopSignals(
                cancellation, PATIENCE, code -> Runtime.getRuntime().halt(ExitCode.DONE))) {
            signals.listen();
            if (stopWithInput) {
                InputLifeline.watch(System.in, () -> signals.stop(ExitCode.STOPPED));
            }
            serve(options, signals);
        }
        return ExitCode.DONE;
    }

    /** Makes {@code logback.xml} write JSON. It has not been read yet, since nothing has been logged. */
    private void log() {
        System.setProperty("project.export.log", "json");
        System.setProperty("project.export.log.level", debug ? "DEBUG" : "INFO");
        System.setProperty(Main.DISK_LOG, "DEBUG");
    }

    /** A parent program that cannot learn the URL must not wait for it. */
    private void requireWritten() throws IOException {
        IOException failure = console.out().failure();
        if (failure != null) {
            throw failure;
        }
    }

    private void serve(SidecarOptions options, StopSignals signals) throws IOException, InterruptedException {
        try (Sidecar sidecar = Sidecar.start(options, plugins.exporter(console))) {
            console.out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .put("event", "ready")
                            .put("url", sidecar.url())
                            .put("pid", ProcessHandle.current().pid()));
            requireWritten();
            LoginLink.offer(console, sidecar, options.data(), open);
            // Buffers outside the heap are freed only when they are collected; an idle server may not do that for
            // hours.
            sidecar.whenIdle(System::gc);
            signals.await();
        }
    }
}
