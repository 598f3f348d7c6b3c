package org.projectexporter.internal.restore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.spi.RawPath;

/**
 * What an import wants to know of a manifest: {@code docs/manifest.md}. Fields that it does not know are passed over; a version that
 * breaks its readers is refused.
 */
final class ImportManifest {
    /** The part of {@code export_version} before its dot. */
    private static final int NEWEST_MAJOR = 1;

    private final Map<String, String> values = new HashMap<>();
    private final Map<RawPath, RawPath> hardLinks = new LinkedHashMap<>();
    private final Set<RawPath> unclean = new HashSet<>();
    private boolean tellsClean;

    private ImportManifest() {}

    /**
     * Reads a manifest.
     *
     * @throws ExportException if it is none, or of a version that this program does not know
     */
    static ImportManifest read(byte[] json) throws IOException {
        ImportManifest manifest = new ImportManifest();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ExportException("the manifest of the archive is no JSON object; nothing was imported");
            }
            manifest.readObject(parser, "");
        }
        manifest.requireKnownVersion();
        return manifest;
    }

    private void requireKnownVersion() throws ExportException {
        String version = values.getOrDefault("export_version", "");
        if (!version.matches("\\d{1,9}\\.\\d{1,9}")) {
            throw new ExportException("the manifest of the archive has no export_version; nothing was imported");
        }
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) > NEWEST_MAJOR) {
            throw new ExportException(
                    "the archive was made by a newer version of this program: its manifest is of version " + version
                            + ", and this one reads up to " + NEWEST_MAJOR + ".x; update it, then import again");
        }
    }

    private void readObject(JsonParser json, String prefix) throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readObject(json, prefix + field + ".");
            } else if (token == JsonToken.START_ARRAY) {
                readArray(json, prefix + field);
            } else if (token != JsonToken.VALUE_NULL) {
                values.put(prefix + field, json.getText());
            }
        }
    }

    private void readArray(JsonParser json, String name) throws IOException {
        tellsClean |= name.equals("git_not_clean");
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                throw new ExportException("the manifest of the archive ends within " + name + "; nothing was imported");
            }
            if (token == JsonToken.START_OBJECT) {
                ImportManifest element = new ImportManifest();
                element.readObject(json, "");
                note(name, element);
            } else if (token == JsonToken.START_ARRAY) {
                json.skipChildren();
            }
        }
    }

    private void note(String list, ImportManifest element) {
        switch (list) {
            case "hard_links" -> hardLinks.put(element.path("path"), element.path("same_file_as"));
            case "git_not_clean", "changed_while_exporting" -> unclean.add(element.path("path"));
            default -> {}
        }
    }

    private RawPath path(String field) {
        String raw = values.get(field + "_base64");
        try {
            return raw == null
                    ? RawPath.of(values.getOrDefault(field, ""))
                    : RawPath.of(Base64.getDecoder().decode(raw));
        } catch (IllegalArgumentException e) {
            return RawPath.ROOT; // no entry has it
        }
    }

    /** A number; empty if there is none. */
    OptionalLong number(String field) {
        try {
            return OptionalLong.of(Long.parseLong(values.getOrDefault(field, "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Names that are one file, each with the name that stands before it. */
    Map<RawPath, RawPath> hardLinks() {
        return hardLinks;
    }

    /** Whether the attributes of a file, as the Git index has them, were those of the file that was exported. */
    boolean wasClean(RawPath path) {
        return tellsClean && !unclean.contains(path);
    }
}
