package org.projectexporter.sidecar.internal.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The operator's file with the targets, which contains secrets. */
final class WebhookFile {
    private static final Set<String> FIELDS =
            Set.of("name", "url", "secrets", "events", "projects", "allow_private_addresses");
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private WebhookFile() {}

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read, or other users can read or write it
     * @throws IllegalArgumentException if it is invalid; the message contains no secret
     */
    static List<WebhookTarget> read(Path file) throws IOException {
        requirePrivate(file);
        JsonNode json;
        try {
            json = MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON (line "
                    + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ")");
        }
        if (!json.isObject() || json.size() != 1 || !json.path("targets").isArray()) {
            throw new IllegalArgumentException(file + " must be a JSON object with one field, targets, a list");
        }
        List<WebhookTarget> targets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode item : json.path("targets")) {
            WebhookTarget target = target(item);
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("two webhooks have the name " + target.name());
            }
            targets.add(target);
        }
        return targets;
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
        if (modes.contains(PosixFilePermission.OTHERS_READ)
                || modes.contains(PosixFilePermission.OTHERS_WRITE)
                || modes.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException(file + " contains secrets, but others can read or change it; run chmod 600");
        }
    }

    private static WebhookTarget target(JsonNode item) {
        String name = text(item.path("name"), "name");
        for (Iterator<String> fields = item.fieldNames(); fields.hasNext(); ) {
            String field = fields.next();
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("the webhook " + name + " has an unknown field \"" + field + "\"");
            }
        }
        JsonNode allowed = item.path("allow_private_addresses");
        if (!allowed.isMissingNode() && !allowed.isBoolean()) {
            throw new IllegalArgumentException("allow_private_addresses of the webhook " + name + " must be a boolean");
        }
        return new WebhookTarget(
                name,
                URI.create(text(item.path("url"), "url")),
                texts(item.path("secrets"), "secrets").stream()
                        .map(WebhookSecret::parse)
                        .toList(),
                item.has("events") ? types(item.path("events")) : WebhookEvent.TYPES,
                item.has("projects") ? Set.copyOf(texts(item.path("projects"), "projects")) : Set.of("*"),
                allowed.booleanValue());
    }

    private static Set<String> types(JsonNode json) {
        Set<String> types = new HashSet<>(texts(json, "events"));
        if (!WebhookEvent.TYPES.containsAll(types)) {
            throw new IllegalArgumentException("events of a webhook must be of " + new TreeSet<>(WebhookEvent.TYPES));
        }
        return types;
    }

    private static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(item -> texts.add(text(item, field)));
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(field + " of a webhook must be a list of texts, and not be empty");
        }
        return texts;
    }

    private static String text(JsonNode json, String field) {
        if (!json.isTextual() || json.textValue().isEmpty()) {
            throw new IllegalArgumentException(field + " of a webhook must be a text");
        }
        return json.textValue();
    }
}
