package org.projectexporter.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sidecar in a process of its own, to be killed. */
public final class ServedProcess implements AutoCloseable {
    private final JavaProcess process;
    private final int port;

    private ServedProcess(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Serves {@code workspace} and {@code data} below a folder. Returns when it accepts requests.
     *
     * @param port 0 for a free one
     */
    static ServedProcess start(Path folder, int port) throws IOException {
        return start(folder, port, "");
    }

    /** The same, on a free port, with a file of webhooks. */
    public static ServedProcess start(Path folder, Path webhooks) throws IOException {
        return start(folder, 0, webhooks.toString());
    }

    private static ServedProcess start(Path folder, int port, String webhooks) throws IOException {
        Files.createDirectories(folder.resolve("workspace"));
        JavaProcess process = JavaProcess.start(ServedProcess.class, folder, port, webhooks);
        return new ServedProcess(process, Integer.parseInt(process.line()));
    }

    int port() {
        return port;
    }

    public Requests requests() {
        return Requests.to(port, ServedWorkspace.TOKEN);
    }

    /** SIGKILL. Returns when the process is gone. */
    @Override
    public void close() {
        process.close();
    }

    /** In the process: prints the port when it is ready. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        SidecarOptions.Builder options = SidecarOptions.builder(folder.resolve("workspace"), folder.resolve("data"))
                .port(Integer.parseInt(arguments[1]))
                .token(ServedWorkspace.TOKEN);
        if (!arguments[2].isEmpty()) {
            options.webhooks(Path.of(arguments[2]));
        }
        Sidecar sidecar = Sidecar.start(options.build());
        System.out.println(sidecar.port());
        Thread.sleep(Long.MAX_VALUE);
    }
}
