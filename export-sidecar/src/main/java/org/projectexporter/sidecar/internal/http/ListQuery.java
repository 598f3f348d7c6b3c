package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.sidecar.internal.jobs.JobState;
import org.projectexporter.sidecar.internal.jobs.JobView;

/** The query of a list of exports: filters, order, and place. Unknown and repeated parameters are refused by name. */
final class ListQuery {
    private static final Set<String> NAMES =
            Set.of("state", "project_id", "format", "created_after", "created_before", "sort", "limit", "cursor");
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final int MOST = 200;
    private static final int USUAL = 50;

    /** Only what never changes, so that an export keeps its place; the id makes the order total. */
    private static final Map<String, Comparator<Place>> ORDERS = Map.of(
            "created_at",
            Place.BY_TIME,
            "-created_at",
            Place.BY_TIME.reversed(),
            "project_id",
            Place.BY_PROJECT,
            "-project_id",
            Place.BY_PROJECT.reversed());

    private final List<Predicate<JobView>> filters;
    private final Comparator<Place> order;
    private final int limit;

    /** The place of an export in the order. */
    private record Place(Instant createdAt, String id, String projectId) {
        private static final Comparator<Place> BY_TIME =
                Comparator.comparing(Place::createdAt).thenComparing(Place::id);
        private static final Comparator<Place> BY_PROJECT =
                Comparator.comparing(Place::projectId).thenComparing(BY_TIME);

        private static Place of(JobView view) {
            return new Place(view.createdAt(), view.id(), view.projectId());
        }

        private String encode() {
            String text = createdAt + "\n" + id + "\n" + projectId;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private static Place decode(String cursor) {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split("\n", 3);
            if (parts.length != 3) {
                throw new IllegalArgumentException("not a cursor");
            }
            return new Place(Instant.parse(parts[0]), parts[1], parts[2]);
        }
    }

    private ListQuery(List<Predicate<JobView>> filters, Comparator<Place> order, int limit) {
        this.filters = List.copyOf(filters);
        this.order = order;
        this.limit = limit;
    }

    static ListQuery of(Context context) {
        requireKnown(context.queryParamMap());
        Comparator<Place> order = order(context.queryParam("sort"));
        Stream<Optional<Predicate<JobView>>> filters = Stream.of(
                Optional.ofNullable(context.queryParam("state")).map(ListQuery::states),
                Optional.ofNullable(context.queryParam("project_id"))
                        .map(id -> view -> view.projectId().equals(id)),
                Optional.ofNullable(context.queryParam("format"))
                        .map(format -> view -> view.options().format().equals(format)),
                time(context, "created_after")
                        .map(at -> view -> view.createdAt().isAfter(at)),
                time(context, "created_before")
                        .map(at -> view -> view.createdAt().isBefore(at)),
                parsed(context, "cursor", Place::decode, "the next_cursor of an earlier answer")
                        .map(after -> view -> order.compare(Place.of(view), after) > 0));
        return new ListQuery(filters.flatMap(Optional::stream).toList(), order, limit(context.queryParam("limit")));
    }

    private static void requireKnown(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) -> {
            if (!NAMES.contains(name)) {
                throw invalid(name, "unknown parameter \"" + name + "\"");
            }
            if (values.size() != 1) {
                throw invalid(name, name + " must be given once");
            }
        });
    }

    private static Predicate<JobView> states(String names) {
        Map<String, JobState> known =
                Stream.of(JobState.values()).collect(Collectors.toMap(JobState::jsonName, Function.identity()));
        Set<JobState> wanted = Stream.of(names.split(",", -1))
                .map(name -> Optional.ofNullable(known.get(name))
                        .orElseThrow(() -> invalid("state", "state must be names of states, separated by commas")))
                .collect(Collectors.toSet());
        return view -> wanted.contains(view.state());
    }

    private static Optional<Instant> time(Context context, String name) {
        return parsed(context, name, Instant::parse, "a time as in RFC 3339, in UTC");
    }

    private static <T> Optional<T> parsed(Context context, String name, Function<String, T> parse, String what) {
        String text = context.queryParam(name);
        try {
            return Optional.ofNullable(text).map(parse);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(name, name + " must be " + what);
        }
    }

    private static Comparator<Place> order(@Nullable String name) {
        Comparator<Place> order = ORDERS.get(name == null ? "-created_at" : name);
        if (order == null) {
            throw invalid("sort", "sort must be created_at or project_id, or either of them with a hyphen before it");
        }
        return order;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        if (!LIMIT.matcher(text).matches() || Integer.parseInt(text) > MOST) {
            throw invalid("limit", "limit must be from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static ProblemException invalid(String name, String detail) {
        return new ProblemException(400, "invalid_request", detail, name);
    }

    boolean matches(JobView view) {
        return filters.stream().allMatch(filter -> filter.test(view));
    }

    Comparator<JobView> order() {
        return Comparator.comparing(Place::of, order);
    }

    int limit() {
        return limit;
    }

    String cursorAfter(JobView last) {
        return Place.of(last).encode();
    }
}
