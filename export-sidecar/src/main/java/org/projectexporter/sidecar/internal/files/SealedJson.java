package org.projectexporter.sidecar.internal.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The bytes of a kind of file: two lines of JSON. The first has the kind, its version and the SHA-256 of the second,
 * which is the content.
 */
public final class SealedJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String kind;
    private final int version;

    /**
     * A kind of file.
     *
     * @param kind for example {@code project-export tokens}
     * @param version grows whenever an older version of this program would misread the content
     */
    public SealedJson(String kind, int version) {
        this.kind = kind;
        this.version = version;
    }

    /** The bytes of a file. */
    public byte[] encode(ObjectNode content) {
        String second = content.toString();
        ObjectNode first = MAPPER.createObjectNode()
                .put("file", kind)
                .put("version", version)
                .put("sha256", HexFormat.of().formatHex(Sha256.of(second)));
        return (first + "\n" + second + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The content of a file.
     *
     * @throws IOException if the file is damaged, of another kind, or of another version
     */
    public JsonNode decode(byte[] bytes) throws IOException {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        JsonNode first = parse(lines[0]);
        if (!first.path("file").asText().equals(kind)) {
            throw new IOException("its first line is not the header of " + kind);
        }
        if (first.path("version").asInt(-1) != version) {
            throw new IOException(
                    "it has version " + first.path("version").asText() + ", but this program reads version " + version);
        }
        byte[] stored = first.path("sha256").asText().getBytes(StandardCharsets.US_ASCII);
        if (lines.length != 3
                || !MessageDigest.isEqual(
                        stored, HexFormat.of().formatHex(Sha256.of(lines[1])).getBytes(StandardCharsets.US_ASCII))) {
            throw new IOException("its checksum is wrong");
        }
        return parse(lines[1]);
    }

    private static JsonNode parse(String line) throws IOException {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new IOException("it is not JSON", e);
        }
    }
}
