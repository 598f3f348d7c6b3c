package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.util.Map;
import java.util.stream.Stream;

import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportState;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobState;
import org.projectexporter.sidecar.internal.jobs.JobView;

/**
 * {@code GET /api/v1/exports} and {@code GET /api/v1/imports}: those that the caller may read, filtered, sorted and in
 * pages.
 */
final class ListRoute {
    private static final ListQuery.Kind<JobView> EXPORTS = new ListQuery.Kind<>(
            "project_id",
            view -> new ListQuery.Place(view.createdAt(), view.id(), view.projectId()),
            Map.of(
                    "state",
                    ListQuery.states(Stream.of(JobState.values()).map(JobState::jsonName), view -> view.state()
                            .jsonName()),
                    "project_id",
                    id -> view -> view.projectId().equals(id),
                    "format",
                    format -> view -> view.options().format().equals(format)));

    /** Sorted by the requested name: the project's id may differ from it, and is known at the end only. */
    private static final ListQuery.Kind<ImportView> IMPORTS = new ListQuery.Kind<>(
            "name",
            view -> new ListQuery.Place(
                    view.createdAt(), view.id(), view.order().name()),
            Map.of(
                    "state",
                    ListQuery.states(Stream.of(ImportState.values()).map(ImportState::jsonName), view -> view.state()
                            .jsonName()),
                    "name",
                    name -> view -> view.order().name().equals(name),
                    "project_id",
                    id -> view -> view.projectId().filter(id::equals).isPresent()));

    private final ExportJobs exports;
    private final ImportJobs imports;

    ListRoute(ExportJobs exports, ImportJobs imports) {
        this.exports = exports;
        this.imports = imports;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/exports", this::listExports);
        JsonAnswer.get(routes, "/api/v1/imports", this::listImports);
    }

    private void listExports(Context context) {
        Caller caller = Authentication.of(context.req());
        Stream<JobView> visible = exports.all().stream().filter(view -> caller.sees(view.projectId()));
        Links links = Links.of(context);
        JsonAnswer.write(
                context,
                200,
                ListQuery.of(context, EXPORTS).page("exports", visible, view -> ExportJson.of(view, links)));
    }

    private void listImports(Context context) {
        Caller caller = Authentication.of(context.req());
        Stream<ImportView> visible = imports.all().stream().filter(view -> ImportAccess.sees(caller, view));
        Links links = Links.of(context);
        JsonAnswer.write(
                context,
                200,
                ListQuery.of(context, IMPORTS).page("imports", visible, view -> ImportJson.of(view, links)));
    }
}
