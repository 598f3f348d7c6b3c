package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.util.List;

import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.JobView;

/**
 * {@code GET /api/v1/exports}: the exports that the caller may read, filtered, sorted and in pages. A page starts right
 * after the last export of the previous one in the order, wherever that is now: exports that are added or removed
 * meanwhile neither repeat nor hide others.
 */
final class ListRoute {
    private final ExportJobs jobs;

    ListRoute(ExportJobs jobs) {
        this.jobs = jobs;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/exports", this::list);
    }

    private void list(Context context) {
        ListQuery query = ListQuery.of(context);
        List<JobView> found = jobs.all().stream()
                .filter(view -> Authentication.of(context.req()).sees(view.projectId()))
                .filter(query::matches)
                .sorted(query.order())
                .limit(query.limit() + 1L)
                .toList();
        boolean more = found.size() > query.limit();
        List<JobView> page = more ? found.subList(0, query.limit()) : found;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode exports = json.putArray("exports");
        page.forEach(view -> exports.add(ExportJson.of(view)));
        json.put("next_cursor", next(query, more ? page.get(page.size() - 1) : null));
        JsonAnswer.write(context, 200, json);
    }

    private static @Nullable String next(ListQuery query, @Nullable JobView last) {
        return last == null ? null : query.cursorAfter(last);
    }
}
