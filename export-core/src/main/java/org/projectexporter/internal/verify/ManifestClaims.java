package org.projectexporter.internal.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.projectexporter.spi.RawPath;

/** What a manifest says that can be proven. Read as a stream, since its lists may be long. */
final class ManifestClaims {
    /** Far more than any manifest has; each is kept in memory. */
    private static final int MOST_VALUES = 1000;

    private final Map<String, String> values = new HashMap<>();
    private final Map<RawPath, String> unsummed = new HashMap<>();
    private final Set<String> corruptObjects = new HashSet<>();

    private ManifestClaims() {}

    /** Reads {@code in}, and does not close it. What is no JSON is an {@link IOException}. */
    static ManifestClaims read(InputStream in) throws IOException {
        ManifestClaims claims = new ManifestClaims();
        try (JsonParser json =
                new JsonFactory().disable(JsonParser.Feature.AUTO_CLOSE_SOURCE).createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the manifest is no JSON object");
            }
            claims.readObject(json, "");
            if (json.nextToken() != null) {
                throw new IOException("something follows the manifest's JSON");
            }
        }
        return claims;
    }

    private void readObject(JsonParser json, String prefix) throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            String name = prefix + field;
            if (token == JsonToken.START_OBJECT) {
                readObject(json, name + ".");
            } else if (token == JsonToken.START_ARRAY) {
                readArray(json, name);
            } else {
                values.put(name, String.valueOf(json.getValueAsString()));
                if (values.size() > MOST_VALUES) {
                    throw new IOException("the manifest has more than " + MOST_VALUES + " fields beside its lists");
                }
            }
        }
    }

    private void readArray(JsonParser json, String name) throws IOException {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                throw new IOException("the manifest ends within " + name);
            }
            if (token == JsonToken.START_OBJECT) {
                ManifestClaims element = new ManifestClaims();
                element.readObject(json, "");
                note(name, element.values);
            } else if (token == JsonToken.START_ARRAY) {
                json.skipChildren();
            }
        }
    }

    private void note(String list, Map<String, String> element) throws IOException {
        if (list.equals("not_in_sha256sums")) {
            unsummed.put(pathOf(element), element.getOrDefault("sha256", ""));
        } else if (list.equals("lfs_corrupt")) {
            corruptObjects.add(element.getOrDefault("oid", ""));
        }
    }

    private static RawPath pathOf(Map<String, String> element) throws IOException {
        String raw = element.get("path_base64");
        if (raw == null) {
            return RawPath.of(element.getOrDefault("path", ""));
        }
        try {
            return RawPath.of(Base64.getDecoder().decode(raw));
        } catch (IllegalArgumentException e) {
            throw new IOException("a path in the manifest is no Base64", e);
        }
    }

    /** A field that is no list, as in {@code statistics.total_files}; empty if there is none. */
    String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** Files that SHA256SUMS does not name, and their digests. */
    Map<RawPath, String> unsummed() {
        return unsummed;
    }

    /** Whether an LFS object of this name travels though its content hashes to something else. */
    boolean isKnownCorrupt(String oid) {
        return corruptObjects.contains(oid);
    }
}
