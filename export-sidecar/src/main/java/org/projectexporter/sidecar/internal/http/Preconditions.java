package org.projectexporter.sidecar.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpDateTime;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions of a GET or HEAD on the representation that the client already has (RFC 9110, section 13). */
final class Preconditions {
    /** How each of the three forms of a date ends (section 5.6.7); Jetty would take another time zone for GMT. */
    private static final Pattern END_OF_DATE = Pattern.compile("(GMT| [0-9]{4})$");

    /** What to answer. */
    enum Outcome {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    private final HttpServletRequest request;
    private final String etag;
    private final Instant modified;

    Preconditions(HttpServletRequest request, String etag, Instant modified) {
        this.request = request;
        this.etag = etag;
        this.modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether the client has what the tag names, of which no date is known (section 13.1.2). */
    static boolean isKnown(HttpServletRequest request, String etag) {
        Preconditions conditions = new Preconditions(request, etag, Instant.EPOCH);
        return conditions
                .list("If-None-Match")
                .map(tags -> conditions.lists(tags, true))
                .orElse(false);
    }

    static String date(Instant time) {
        return DateGenerator.formatDate(time);
    }

    /** Evaluated in the order of section 13.2.2. */
    Outcome evaluate() {
        Optional<String> ifMatch = list("If-Match");
        if (ifMatch.isPresent()
                ? !lists(ifMatch.get(), false)
                : modifiedSince("If-Unmodified-Since").orElse(false)) {
            return Outcome.FAILED;
        }
        Optional<String> ifNoneMatch = list("If-None-Match");
        boolean has = ifNoneMatch.isPresent()
                ? lists(ifNoneMatch.get(), true)
                : modifiedSince("If-Modified-Since").map(changed -> !changed).orElse(false);
        return has ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }

    /** Whether a range may be sent: If-Range (section 13.1.5) is absent, or matches the current representation. */
    boolean rangeHolds() {
        String condition = request.getHeader("If-Range");
        return condition == null
                || condition.strip().equals(etag)
                || parse(condition).filter(modified::equals).isPresent();
    }

    private Optional<String> list(String header) {
        String joined = Collections.list(request.getHeaders(header)).stream().collect(Collectors.joining(","));
        return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
    }

    /** None of our tags has a comma in it. A weak tag is as good as a strong one for a GET (section 8.8.3.2). */
    private boolean lists(String tags, boolean weakly) {
        return Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .map(tag -> weakly && tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }

    private Optional<Boolean> modifiedSince(String header) {
        return parse(request.getHeader(header)).map(modified::isAfter);
    }

    /** A date that is invalid is to be ignored. */
    private static Optional<Instant> parse(@Nullable String header) {
        String date = header == null ? "" : header.strip();
        if (!END_OF_DATE.matcher(date).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HttpDateTime.parse(date).toInstant());
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
