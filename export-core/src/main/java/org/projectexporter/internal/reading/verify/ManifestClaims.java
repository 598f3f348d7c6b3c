package org.projectexporter.internal.reading.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.internal.layout.ObjectFromTree;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/** The verifiable claims of a manifest. Read as a stream, since its lists may be long. */
final class ManifestClaims {
    /** Far more than any manifest has; each is kept in memory. */
    private static final int MOST_VALUES = 1000;
    /** Far more than an archive has Git indexes, the only files that SHA256SUMS omits. */
    private static final int MOST_UNSUMMED = 100_000;
    /** Bytes of memory for an object of {@code lfs_from_tree}, without its paths. */
    private static final int BYTES_OF_OBJECT = 350;

    private final Map<String, String> values = new HashMap<>();
    private final Map<RawPath, String> unsummed = new HashMap<>();
    private final List<ObjectFromTree> fromTree = new ArrayList<>();
    private final HeapShare heap = HeapShare.half();
    private final Map<RawPath, String> wrongObjects;

    private final Set<RawPath> wrongPacks;

    private final Set<RawPath> knownCorrupt = new HashSet<>();

    private ManifestClaims(Map<RawPath, String> wrongObjects, Set<RawPath> wrongPacks) {
        this.wrongObjects = wrongObjects;
        this.wrongPacks = wrongPacks;
    }

    /**
     * Reads {@code in} without closing it. Throws an {@link IOException} if it is not JSON.
     *
     * @param wrongObjects LFS objects whose content does not hash to their names, by their paths
     * @param wrongPacks Git packs and indexes that do not end in their checksums
     */
    static ManifestClaims read(InputStream in, Map<RawPath, String> wrongObjects, Set<RawPath> wrongPacks)
            throws IOException {
        ManifestClaims claims = new ManifestClaims(wrongObjects, wrongPacks);
        try (JsonParser json =
                new JsonFactory().disable(JsonParser.Feature.AUTO_CLOSE_SOURCE).createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the manifest is not a JSON object");
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
                    throw new IOException("the manifest has more than " + MOST_VALUES + " fields outside its lists");
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
                ManifestClaims element = new ManifestClaims(Map.of(), Set.of());
                element.readObject(json, "");
                note(name, element.values);
            } else if (token == JsonToken.START_ARRAY) {
                json.skipChildren();
            }
        }
    }

    private void note(String list, Map<String, String> element) throws IOException {
        if (list.equals("not_in_sha256sums")) {
            unsummed.put(pathOf("path", element), element.getOrDefault("sha256", ""));
            if (unsummed.size() > MOST_UNSUMMED) {
                throw new IOException(
                        "the manifest has more than " + MOST_UNSUMMED + " files that are not in SHA256SUMS");
            }
        } else if (list.equals("lfs_from_tree")) {
            addFromTree(element);
        } else if (list.equals("lfs_corrupt")) {
            RawPath path = pathOf("path", element);
            if (element.getOrDefault("oid", "").equals(wrongObjects.get(path))) {
                knownCorrupt.add(path);
            }
        } else if (list.equals("git_broken")) {
            RawPath path = pathOf("path", element);
            if (wrongPacks.contains(path)) {
                knownCorrupt.add(path);
            }
        }
    }

    private void addFromTree(Map<String, String> element) throws IOException {
        RawPath path = pathOf("path", element);
        RawPath object = pathOf("object", element);
        heap.take(BYTES_OF_OBJECT + path.length() + object.length(), "the Git LFS objects that this manifest lists");
        try {
            fromTree.add(ObjectFromTree.of(element, path, object));
        } catch (IllegalArgumentException e) {
            throw new IOException("the manifest has an invalid element in lfs_from_tree: " + object, e);
        }
    }

    private static RawPath pathOf(String field, Map<String, String> element) throws IOException {
        String raw = element.get(field + "_base64");
        if (raw == null) {
            return RawPath.of(element.getOrDefault(field, ""));
        }
        try {
            return RawPath.of(Base64.getDecoder().decode(raw));
        } catch (IllegalArgumentException e) {
            throw new IOException("a path in the manifest is not Base64", e);
        }
    }

    /** The project's folder; empty if the manifest does not name it. */
    RawPath name() throws IOException {
        return pathOf("name", values);
    }

    /** A field that is not a list, such as {@code statistics.total_files}; empty if there is none. */
    String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** The files that SHA256SUMS omits, with their digests. */
    Map<RawPath, String> unsummed() {
        return unsummed;
    }

    /** The LFS objects that are said to be files of the working tree only, in order. */
    List<ObjectFromTree> fromTree() {
        return fromTree;
    }

    /**
     * Whether the manifest lists the LFS object at this path as corrupt: its digest is not its name; or the Git pack as
     * broken.
     */
    boolean isKnownCorrupt(RawPath path) {
        return knownCorrupt.contains(path);
    }
}
