package org.projectexporter.it.program;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.projectexporter.testkit.fixtures.Exec;

/** A server as a process of its own, which is ready; closed, it is stopped with all that it was started by. */
public final class StartedServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader out;
    private final ServerClient client;
    private final Path log;

    private StartedServer(Process process, BufferedReader out, ServerClient client, Path log) {
        this.process = process;
        this.out = out;
        this.client = client;
        this.log = log;
    }

    /**
     * Runs a command that ends with {@code serve} and its options, and waits until the server listens.
     *
     * @param folder where it runs, and where its log is
     * @param environment variables in addition to the token
     */
    public static StartedServer start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = Exec.in(folder)
                .with("PROJECT_EXPORT_TOKEN", ServerClient.TOKEN)
                .builder(command)
                .redirectError(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        String ready = out.readLine();
        if (ready == null) {
            throw new AssertionError("not ready: " + Files.readString(log));
        }
        return new StartedServer(
                process, out, new ServerClient(JSON.readTree(ready).path("url").asText()), log);
    }

    /** Sends requests to it. */
    public ServerClient client() {
        return client;
    }

    /** The process that was started; if the command replaces itself, the server. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it has logged. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.toHandle().destroy();
        process.onExit().join();
        out.close();
    }
}
