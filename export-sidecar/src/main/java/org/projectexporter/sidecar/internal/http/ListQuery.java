package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The query of a list: filters, order, and place. Unknown and repeated parameters are refused by name. A page starts
 * right after the last item of the previous one in the order, wherever that is now: items that are added or removed
 * meanwhile neither repeat nor hide others.
 */
final class ListQuery<V> {
    private static final Set<String> NAMES = Set.of("created_after", "created_before", "sort", "limit", "cursor");
    private static final String TIME = "created_at";
    private static final String REVERSED = "-";
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final List<Predicate<V>> filters;
    private final Kind<V> kind;
    private final Comparator<Place> order;
    private final int limit;

    /**
     * What is listed.
     *
     * @param key the parameter {@code sort} may name, in addition to {@code created_at}
     * @param place where an item is
     * @param filters by the names of their parameters; each throws a {@link ProblemException} if its value is invalid
     */
    record Kind<V>(String key, Function<V, Place> place, Map<String, Function<String, Predicate<V>>> filters) {}

    /**
     * The place of an item in the order, by what never changes, so that it keeps its place.
     *
     * @param id makes the order total
     * @param key the value of the field that {@code sort} may name
     */
    record Place(Instant createdAt, String id, String key) {
        private static final Comparator<Place> BY_TIME =
                Comparator.comparing(Place::createdAt).thenComparing(Place::id);
        private static final Comparator<Place> BY_KEY =
                Comparator.comparing(Place::key).thenComparing(BY_TIME);

        private String encode() {
            String text = createdAt + "\n" + id + "\n" + key;
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

    private ListQuery(List<Predicate<V>> filters, Kind<V> kind, Comparator<Place> order, int limit) {
        this.filters = List.copyOf(filters);
        this.kind = kind;
        this.order = order;
        this.limit = limit;
    }

    /** That of a request. */
    static <V> ListQuery<V> of(Context context, Kind<V> kind) {
        requireKnown(context.queryParamMap(), kind);
        Comparator<Place> order = order(context.queryParam("sort"), kind.key);
        List<Predicate<V>> filters = new ArrayList<>();
        kind.filters.forEach((name, filter) ->
                Optional.ofNullable(context.queryParam(name)).map(filter).ifPresent(filters::add));
        time(context, "created_after")
                .ifPresent(at ->
                        filters.add(item -> kind.place.apply(item).createdAt.isAfter(at)));
        time(context, "created_before")
                .ifPresent(at ->
                        filters.add(item -> kind.place.apply(item).createdAt.isBefore(at)));
        parsed(context, "cursor", Place::decode, "the next_cursor of an earlier answer")
                .ifPresent(after -> filters.add(item -> order.compare(kind.place.apply(item), after) > 0));
        return new ListQuery<>(filters, kind, order, limit(context.queryParam("limit")));
    }

    private static void requireKnown(Map<String, List<String>> parameters, Kind<?> kind) {
        Set<String> known = new HashSet<>(NAMES);
        known.addAll(kind.filters.keySet());
        parameters.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw invalid(name, "unknown parameter \"" + name + "\"");
            }
            if (values.size() != 1) {
                throw invalid(name, name + " must be given once");
            }
        });
    }

    /** A filter by states, separated by commas. */
    static <V> Function<String, Predicate<V>> states(Stream<String> known, Function<V, String> stateOf) {
        Set<String> names = Set.copyOf(known.toList());
        return text -> {
            Set<String> wanted = new HashSet<>(List.of(text.split(",", -1)));
            if (!names.containsAll(wanted)) {
                throw invalid("state", "state must be names of states, separated by commas");
            }
            return item -> wanted.contains(stateOf.apply(item));
        };
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

    private static Comparator<Place> order(@Nullable String given, String key) {
        String name = given == null ? REVERSED + TIME : given;
        boolean reversed = name.startsWith(REVERSED);
        String field = reversed ? name.substring(REVERSED.length()) : name;
        if (!field.equals(TIME) && !field.equals(key)) {
            throw invalid(
                    "sort", "sort must be " + TIME + " or " + key + ", or either of them with a hyphen before it");
        }
        Comparator<Place> order = field.equals(key) ? Place.BY_KEY : Place.BY_TIME;
        return reversed ? order.reversed() : order;
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

    /**
     * One page, with the cursor of the next one.
     *
     * @param name of the list in the answer
     * @param visible all items that the caller may read
     */
    ObjectNode page(String name, Stream<V> visible, Function<V, ObjectNode> json) {
        List<V> found = visible.filter(item -> filters.stream().allMatch(filter -> filter.test(item)))
                .sorted(Comparator.comparing(kind.place, order))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<V> page = more ? found.subList(0, limit) : found;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray(name);
        page.forEach(item -> items.add(json.apply(item)));
        answer.put("next_cursor", more ? kind.place.apply(page.get(limit - 1)).encode() : null);
        return answer;
    }
}
