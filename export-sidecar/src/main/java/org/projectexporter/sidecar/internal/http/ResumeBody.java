package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.InvalidOptionException;

/** The optional body of a request to resume an export: the options that help to get past what stopped it. */
final class ResumeBody {
    private static final String ON_UNREADABLE = "on_unreadable";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResumeBody() {}

    /** What to do from now on about files that cannot be read; empty to leave it as it is. */
    static Optional<OnUnreadable> read(Context context) throws IOException {
        String body = JsonBody.read(context);
        if (body.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(body);
            requireKnown(json.fieldNames());
            ExportOptions options = ExportOptions.fromJson(body);
            return json.has(ON_UNREADABLE) ? Optional.of(options.onUnreadable()) : Optional.empty();
        } catch (InvalidOptionException e) {
            throw new ProblemException(400, "invalid_option", String.valueOf(e.getMessage()), e.option());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ProblemException(400, "invalid_request", "the body must be one JSON object of options", null);
        }
    }

    private static void requireKnown(Iterator<String> names) {
        while (names.hasNext()) {
            String name = names.next();
            if (!name.equals(ON_UNREADABLE)) {
                throw new InvalidOptionException(
                        name,
                        "\"" + name + "\" cannot be changed when an export resumes; only " + ON_UNREADABLE + " can");
            }
        }
    }
}
