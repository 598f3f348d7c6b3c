package org.projectexporter.media.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Visits the objects of a JSON document (RFC 8259), innermost first, with some of their fields. */
public final class JsonObjects {
    private static final int DEEPEST = 500;
    private static final int LONGEST_STRING = 20_000_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .build();

    /** Receives objects. */
    @FunctionalInterface
    public interface Visitor {
        /** An object with those of its fields that were asked for and are text or numbers. */
        void object(Fields fields) throws IOException;
    }

    /**
     * The value of a field.
     *
     * @param start position of its first byte in the document, which is a quote if it is text; -1 if the document is
     *     not in UTF-8
     * @param end position after its last byte
     */
    public record Value(String text, long start, long end) {}

    /** Fields of an object. */
    public static final class Fields {
        private final Map<String, Value> values = new HashMap<>();

        /** The value of a field; null if there is none. */
        public @Nullable Value value(String name) {
            return values.get(name);
        }

        /** The text of a field. */
        public String text(String name, String otherwise) {
            Value value = values.get(name);
            return value == null ? otherwise : value.text;
        }
    }

    /**
     * What to look for.
     *
     * @param fields names of fields whose values are wanted
     * @param joined names of fields whose objects are part of the object around them: their field {@code a} is {@code
     *     NAME.a} there
     * @param skipped names of fields that are passed over with everything in them
     */
    public record Wanted(Set<String> fields, Set<String> joined, Set<String> skipped) {}

    private record Open(@Nullable String name, Fields fields) {}

    private JsonObjects() {}

    /** Visits the objects. A document that is not an object is unreadable. */
    public static void visit(InputStream in, Wanted wanted, Visitor visitor) throws IOException {
        try (JsonParser json = FACTORY.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableDocumentException("it is not a JSON object");
            }
            Deque<Open> open = new ArrayDeque<>();
            open.push(new Open(null, new Fields()));
            while (!open.isEmpty()) {
                next(json, wanted, visitor, open);
            }
        }
    }

    private static void next(JsonParser json, Wanted wanted, Visitor visitor, Deque<Open> open) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new UnreadableDocumentException("it ends early");
        }
        String name = json.currentName();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            if (name != null && wanted.skipped.contains(name)) {
                json.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                open.push(new Open(name, new Fields()));
            }
        } else if (token == JsonToken.END_OBJECT) {
            end(open, wanted, visitor);
        } else if (token.isScalarValue() && name != null && wanted.fields.contains(name)) {
            open.element().fields.values.put(name, value(json));
        }
    }

    /** Its end is known once it has been read. */
    private static Value value(JsonParser json) throws IOException {
        String text = json.getText();
        return new Value(
                text,
                json.currentTokenLocation().getByteOffset(),
                json.currentLocation().getByteOffset());
    }

    private static void end(Deque<Open> open, Wanted wanted, Visitor visitor) throws IOException {
        Open ended = open.pop();
        if (ended.name != null && wanted.joined.contains(ended.name) && !open.isEmpty()) {
            Fields around = open.element().fields;
            ended.fields.values.forEach((field, value) -> around.values.put(ended.name + "." + field, value));
        }
        visitor.object(ended.fields);
    }
}
