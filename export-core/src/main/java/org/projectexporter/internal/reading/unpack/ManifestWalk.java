package org.projectexporter.internal.reading.unpack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.PortabilityIssue;
import org.projectexporter.internal.layout.ObjectFromTree;
import org.projectexporter.spi.RawPath;

/** Reads the JSON of a manifest and passes its values to a visitor; nothing is kept, since its lists may be long. */
final class ManifestWalk {
    /** Receives the values. */
    interface Visitor {
        /** A value outside lists; {@code name} is like {@code statistics.total_files}. */
        default void field(String name, String value) {}

        /** A list begins. */
        default void list(String name) {}

        /** An object in a list. */
        default void element(String list, Element element) throws IOException {}
    }

    /** An object in a list. */
    static final class Element implements Visitor {
        private final Map<String, String> values = new HashMap<>();

        private final List<Element> examples = new ArrayList<>(0);

        private Element() {}

        @Override
        public void element(String list, Element element) {
            if (list.equals("examples") && examples.size() < PortabilityIssue.MOST_EXAMPLES) {
                examples.add(element);
            }
        }

        /** The first objects in its list {@code examples}. */
        List<Element> examples() {
            return examples;
        }

        /** Whether a field has this value. */
        boolean has(String field, String value) {
            return value.equals(values.get(field));
        }

        /** The text of a field; empty if there is none. */
        String text(String field) {
            return values.getOrDefault(field, "");
        }

        @Override
        public void field(String name, String value) {
            values.put(name, value);
        }

        /**
         * This element of {@code lfs_from_tree}.
         *
         * @throws IllegalArgumentException if it is none
         */
        ObjectFromTree objectFromTree() {
            return ObjectFromTree.of(values, path("path"), path("object"));
        }

        /** A path; if there is none, the root, which is not the path of any entry. */
        RawPath path(String field) {
            String raw = values.get(field + "_base64");
            try {
                return raw == null
                        ? RawPath.of(values.getOrDefault(field, ""))
                        : RawPath.of(Base64.getDecoder().decode(raw));
            } catch (IllegalArgumentException e) {
                return RawPath.ROOT;
            }
        }
    }

    private final JsonParser json;

    private ManifestWalk(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads to the end.
     *
     * @throws ExportException if it is not a JSON object
     */
    static void of(byte[] manifest, Visitor visitor) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(manifest)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ExportException(
                        Reason.ARCHIVE_DAMAGED,
                        "the manifest of the archive is not a JSON object; nothing was imported");
            }
            new ManifestWalk(parser).object("", visitor);
        } catch (JsonProcessingException e) {
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED,
                    "the manifest of the archive cannot be read: " + e.getOriginalMessage() + "; nothing was imported",
                    e);
        }
    }

    private void object(String prefix, Visitor visitor) throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                object(prefix + field + ".", visitor);
            } else if (token == JsonToken.START_ARRAY) {
                list(prefix + field, visitor);
            } else if (token != JsonToken.VALUE_NULL) {
                visitor.field(prefix + field, json.getText());
            }
        }
    }

    private void list(String name, Visitor visitor) throws IOException {
        visitor.list(name);
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                throw new ExportException(
                        Reason.ARCHIVE_DAMAGED,
                        "the manifest of the archive ends within " + name + "; nothing was imported");
            }
            if (token == JsonToken.START_OBJECT) {
                Element element = new Element();
                object("", element);
                visitor.element(name, element);
            } else if (token == JsonToken.START_ARRAY) {
                json.skipChildren();
            }
        }
    }
}
