package org.projectexporter.it.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.ServerClient;
import org.projectexporter.it.program.StartedServer;
import org.projectexporter.testkit.fixtures.Exec;

/** A server with projects, at an address that it keeps when it is killed and started again. */
final class PageServer implements AutoCloseable {
    private static final int SEED = 21;

    private final Path folder;
    private final List<String> command;
    private final int port;
    private StartedServer server;

    private PageServer(Path folder, int port, List<String> options) throws IOException {
        this.folder = folder;
        this.port = port;
        this.command = new ArrayList<>(CommandLine.javaCommand());
        Files.createDirectories(folder.resolve("workspace"));
        command.addAll(List.of("org.projectexporter.cli.Main", "serve", "--port", String.valueOf(port)));
        command.addAll(List.of("--workspace", folder.resolve("workspace").toString()));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(options);
        this.server = StartedServer.start(folder, Map.of(), command);
    }

    /** Starts a server with options in addition to its folders. */
    static PageServer start(Path folder, String... options) throws IOException {
        return new PageServer(folder, freePort(), List.of(options));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Makes a project with a repository of one commit, some text, and a file of random bytes. */
    PageServer project(String name, int mebibytes) throws IOException {
        Path project = Files.createDirectories(folder.resolve("workspace").resolve(name));
        Files.writeString(project.resolve("script.fdx"), "INT. KITCHEN - DAY\n".repeat(1000));
        Files.writeString(Files.createDirectories(project.resolve("04_Cache")).resolve("proxy.tmp"), "cache\n");
        Exec.in(project).git("init", "-q");
        Exec.in(project).git("add", "script.fdx");
        Exec.in(project).git("commit", "-q", "-m", "First cut");
        byte[] random = new byte[1 << 20];
        new Random(SEED).nextBytes(random);
        fill(project.resolve("take 1.mov"), random, mebibytes);
        return this;
    }

    /** Makes a project with a clip, and documents that refer to it: in text, by an absolute path, and not in text. */
    Path film(String name) throws IOException {
        Path film = Files.createDirectories(folder.resolve("workspace").resolve(name));
        Path clip = Files.writeString(film.resolve("take.mov"), "a clip");
        Files.writeString(film.resolve("cut.otio"), timeline("take.mov", "gone.mov"));
        Files.writeString(film.resolve("absolute.otio"), timeline(clip.toUri().toString()));
        Files.writeString(
                film.resolve("cut.prproj"),
                "<PremiereData><Media><FilePath>" + clip + "</FilePath></Media></PremiereData>");
        return film;
    }

    private static String timeline(String... targets) {
        return Stream.of(targets)
                .map(target -> "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"" + target + "\"}")
                .collect(Collectors.joining(",", "{\"OTIO_SCHEMA\": \"X.1\", \"media\": [", "]}"));
    }

    /** The same, small. */
    PageServer project(String name) throws IOException {
        return project(name, 1);
    }

    /** Adds so much text that is slow to compress: an export can be paused, or the server killed, meanwhile. */
    PageServer slowProject(String name, int mebibytes) throws IOException {
        project(name);
        byte[] digits = new byte[1 << 20];
        Random random = new Random(SEED);
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ('0' + random.nextInt(10));
        }
        fill(folder.resolve("workspace").resolve(name).resolve("measured.csv"), digits, mebibytes);
        return this;
    }

    private static void fill(Path file, byte[] block, int times) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < times; i++) {
                out.write(block);
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    ServerClient client() {
        return server.client();
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Ends the process as a crash does, with SIGKILL. */
    void kill() {
        server.handle().destroyForcibly();
        server.handle().onExit().join();
    }

    void startAgain() {
        try {
            server = StartedServer.start(folder, Map.of(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
