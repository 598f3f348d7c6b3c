package org.projectexporter.sidecar.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conditions of a GET or HEAD on the representation that the client already has (RFC 9110, section 13). */
final class Preconditions {
    /** IMF-fixdate, section 5.6.7; unlike the JDK's own it always has two digits for the day. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

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

    static String date(Instant time) {
        return DATE.format(time.atZone(ZoneOffset.UTC));
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

    private static Optional<Instant> parse(@Nullable String date) {
        if (date == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(date.strip(), DATE.withZone(ZoneOffset.UTC))
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // to be ignored
        }
    }
}
