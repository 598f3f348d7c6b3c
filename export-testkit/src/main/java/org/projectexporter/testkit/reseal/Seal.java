package org.projectexporter.testkit.reseal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Consumer;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.Digests;

/**
 * Computes the manifest and {@code SHA256SUMS} for the parts of an archive, by {@code docs/manifest.md} and
 * {@code docs/archive-layout.md}. It sets the fields of the manifest that a verification checks; other counts are
 * unchanged.
 */
final class Seal {
    static final RawPath MANIFEST = RawPath.of("export-manifest.json");
    static final RawPath SUMS = RawPath.of("SHA256SUMS");
    static final RawPath SCRIPT = RawPath.of("RESTORE-LFS.sh");

    private final NavigableMap<RawPath, Part> parts;
    private final RawPath project;
    private final Set<RawPath> unsummed = new HashSet<>();

    Seal(NavigableMap<RawPath, Part> parts) {
        this.parts = parts;
        this.project = parts.firstKey();
    }

    NavigableMap<RawPath, Part> parts() {
        return parts;
    }

    static MessageDigest newSha256() {
        return Digests.newDigest("SHA-256");
    }

    /** The manifest, corrected for these parts, then with {@code change}; the same bytes if nothing changed. */
    byte[] manifest(byte[] original, String format, Consumer<ObjectNode> change) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode before = mapper.readTree(original);
        ObjectNode json = before.deepCopy();
        object(json, "export_options").put("format", format);
        json.put("contents_sha256", contentsSha256());
        count(object(json, "statistics"));
        digestUnsummed(json.withArray("not_in_sha256sums"));
        change.accept(json);
        json.path("not_in_sha256sums").forEach(element -> unsummed.add(pathOf(element)));
        return json.equals(before)
                ? original
                : mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static ObjectNode object(ObjectNode json, String field) {
        return (ObjectNode) json.get(field);
    }

    private void count(ObjectNode statistics) {
        statistics.put("folders", count(EntryType.DIRECTORY));
        statistics.put("symbolic_links", count(EntryType.SYMBOLIC_LINK));
        put(statistics, "total_files", files(true));
        put(statistics, "total_size_bytes", bytes(true));
        ObjectNode dependencies = object(statistics, "dependencies");
        put(dependencies, "files", files(false));
        put(dependencies, "bytes", bytes(false));
    }

    /** Sets a number in the form that Jackson reads, so that unchanged values are equal to those read. */
    private static void put(ObjectNode object, String field, long number) {
        if (number <= Integer.MAX_VALUE) {
            object.put(field, (int) number);
        } else {
            object.put(field, number);
        }
    }

    private int count(EntryType type) {
        return (int) parts.entrySet().stream()
                .filter(entry -> isOfProject(entry.getKey()))
                .filter(entry -> entry.getValue().type() == type)
                .count();
    }

    private long files(boolean ofProject) {
        return parts.entrySet().stream()
                .filter(entry -> isOfProject(entry.getKey()) == ofProject)
                .filter(entry -> entry.getValue().isFile())
                .count();
    }

    private long bytes(boolean ofProject) {
        return parts.entrySet().stream()
                .filter(entry -> isOfProject(entry.getKey()) == ofProject)
                .mapToLong(entry -> file(entry.getValue()).content().length)
                .sum();
    }

    private boolean isOfProject(RawPath path) {
        return path.startsWith(project);
    }

    /** The part itself, or the file that a hard link refers to. */
    private Part file(Part part) {
        return part.type() == EntryType.HARD_LINK ? parts.getOrDefault(part.target(), part) : part;
    }

    /** The digest of kind, mode, path, and content or target of each entry, a NUL after each field. */
    private String contentsSha256() {
        MessageDigest digest = newSha256();
        parts.forEach((path, part) -> {
            boolean link = part.type() == EntryType.SYMBOLIC_LINK;
            boolean folder = part.type() == EntryType.DIRECTORY;
            Part file = file(part);
            field(digest, folder ? "d" : link ? "l" : "f");
            field(digest, link ? "-" : Integer.toOctalString(part.mode()));
            field(digest, latin1(path));
            field(
                    digest,
                    folder ? "" : link ? latin1(part.targetOrThrow()) : file.content().length + " " + file.sha256());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void field(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.ISO_8859_1));
        digest.update((byte) 0);
    }

    private static String latin1(RawPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    private void digestUnsummed(ArrayNode list) {
        for (Iterator<JsonNode> elements = list.iterator(); elements.hasNext(); ) {
            ObjectNode element = (ObjectNode) elements.next();
            Part part = parts.get(pathOf(element));
            if (part == null || !part.isFile()) {
                elements.remove();
            } else {
                element.put("sha256", part.sha256());
            }
        }
    }

    private static RawPath pathOf(JsonNode element) {
        JsonNode raw = element.get("path_base64");
        return raw == null
                ? RawPath.of(element.path("path").asText())
                : RawPath.of(Base64.getDecoder().decode(raw.asText()));
    }

    /**
     * The lines, each byte a char, since names are bytes. To be called when the {@linkplain #manifest manifest} is
     * complete.
     */
    String sums(byte @Nullable [] script, byte[] manifest) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<RawPath, Part> entry : parts.entrySet()) {
            if (entry.getValue().isFile() && !unsummed.contains(entry.getKey())) {
                appendLine(lines, entry.getKey(), file(entry.getValue()).sha256());
            }
        }
        if (script != null) {
            appendLine(lines, SCRIPT, Part.sha256(script));
        }
        appendLine(lines, MANIFEST, Part.sha256(manifest));
        return lines.toString();
    }

    /** Appends a line, escaped as in GNU coreutils: "cksum common options" in their manual. */
    private static void appendLine(StringBuilder lines, RawPath path, String sha256) {
        String name = latin1(path);
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        lines.append(escaped.equals(name) ? "" : "\\")
                .append(sha256)
                .append("  ")
                .append(escaped)
                .append('\n');
    }
}
