package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;

import java.io.IOException;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;

/** The optional body of a small request: one JSON object of known fields. */
final class JsonFields {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode body;

    private JsonFields(JsonNode body) {
        this.body = body;
    }

    static JsonFields read(Context context, Set<String> known) throws IOException {
        return new JsonFields(object(context, known));
    }

    /** The object itself, which has no other fields than these. */
    static JsonNode object(Context context, Set<String> known) throws IOException {
        String text = JsonBody.read(context);
        JsonNode body = text.isBlank() ? JsonNodeFactory.instance.objectNode() : parse(text);
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new ProblemException(400, "invalid_option", "unknown field \"" + name + "\"", name);
            }
        }
        return body;
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode body = MAPPER.readTree(text);
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // reported below, without the parser's text
        }
        throw new ProblemException(400, "invalid_request", "the body must be one JSON object", null);
    }

    /** An integer; empty if it is not given. */
    OptionalLong integer(String name, long least, long most) {
        return integer(body, name, least, most);
    }

    /** The same, of an object. */
    static OptionalLong integer(JsonNode object, String name, long least, long most) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw new ProblemException(
                    400, "invalid_option", name + " must be an integer from " + least + " to " + most, name);
        }
        return OptionalLong.of(value.longValue());
    }
}
