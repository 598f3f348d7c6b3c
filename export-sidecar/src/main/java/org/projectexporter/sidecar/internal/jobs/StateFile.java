package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * Small files that keep a state: two lines of JSON. The first has magic, version and the SHA-256 of the second, which
 * is the state. They are replaced atomically.
 */
final class StateFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String UNFINISHED = ".new";

    private StateFile() {}

    static byte[] encode(String magic, int version, JsonNode state) throws IOException {
        String second = MAPPER.writeValueAsString(state);
        String first = MAPPER.writeValueAsString(MAPPER.createObjectNode()
                .put("file", magic)
                .put("version", version)
                .put("sha256", sha256(second)));
        return (first + "\n" + second + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Parses it.
     *
     * @throws IOException if it is damaged, or has another magic or version
     */
    static JsonNode decode(byte[] content, String magic, int version) throws IOException {
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", -1);
        JsonNode first = MAPPER.readTree(lines[0]);
        if (!first.path("file").asText().equals(magic)) {
            throw new IOException("its first line is not the header of a " + magic);
        }
        if (first.path("version").asInt() != version) {
            throw new IOException(
                    "it has version " + first.path("version") + ", but this program reads version " + version);
        }
        if (lines.length != 3 || !first.path("sha256").asText().equals(sha256(lines[1]))) {
            throw new IOException("its checksum is wrong");
        }
        return MAPPER.readTree(lines[1]);
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }

    /** Replaces a file atomically; durable when this returns. */
    static void replace(Path folder, String name, byte[] content) throws IOException {
        Path unfinished = folder.resolve(name + UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        DataFolder.sync(folder);
    }
}
