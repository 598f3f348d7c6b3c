package org.projectexporter.sidecar;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A sidecar in a process of its own, to be killed. */
final class ServedProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ServedProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Serves {@code workspace} and {@code data} below a folder. Returns when it accepts requests.
     *
     * @param port 0 for a free one
     */
    static ServedProcess start(Path folder, int port) throws IOException {
        Files.createDirectories(folder.resolve("workspace"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ServedProcess.class.getName(),
                folder.toString(),
                Integer.toString(port));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("port ")) {
                return new ServedProcess(process, Integer.parseInt(line.substring("port ".length())));
            }
        }
        throw new IOException("the process has ended");
    }

    int port() {
        return port;
    }

    Requests requests() {
        return Requests.to(port, ServedWorkspace.TOKEN);
    }

    /** SIGKILL. Returns when the process is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the process. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        SidecarOptions options = SidecarOptions.builder(folder.resolve("workspace"), folder.resolve("data"))
                .port(Integer.parseInt(arguments[1]))
                .token(ServedWorkspace.TOKEN)
                .build();
        Sidecar sidecar = Sidecar.start(options);
        System.out.println("port " + sidecar.port());
        Thread.sleep(Long.MAX_VALUE);
    }
}
