package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import org.eclipse.jetty.server.Request;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.access.Sessions;
import org.projectexporter.sidecar.internal.access.Sessions.Session;
import org.projectexporter.sidecar.internal.access.TokenTable;
import org.projectexporter.sidecar.internal.http.RouteScopes.Rule;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobView;

/**
 * Checks, before each route, what its caller may do. First the scope, which says nothing about what exists: 403. Then
 * the project: one that the caller's token is not for does not exist for it, so the answer is the same 404.
 */
final class RouteGuard {
    private final ExportJobs jobs;
    private final ImportJobs imports;
    private final TokenTable tokens;
    private final Sessions sessions;

    RouteGuard(ExportJobs jobs, ImportJobs imports, Access access) {
        this.jobs = jobs;
        this.imports = imports;
        this.tokens = access.tokens();
        this.sessions = access.sessions();
    }

    void addTo(RoutesConfig routes) {
        routes.beforeMatched(this::check);
    }

    private void check(Context context) {
        Endpoint matched = context.endpoints().matchedHttpEndpoint();
        if (matched == null) {
            throw new IllegalStateException("a route that is not known");
        }
        Traffic.nameRoute(context.req()::setAttribute, matched.method.name(), matched.path);
        Rule rule = RouteScopes.of(matched.method.name(), matched.path);
        TokenScope scope = rule.scope();
        if (scope == null) {
            return;
        }
        Caller caller = Authentication.of(context.req());
        requireScope(caller, scope);
        switch (rule.subject()) {
            case HANDLER -> {}
            case PROJECT -> requireProject(caller, context.pathParam("project_id"));
            case EXPORT -> requireExport(caller, context.pathParam("export_id"));
            case IMPORT -> requireImport(caller, context.pathParam("import_id"));
            case UPLOAD -> requireUpload(caller, context);
        }
    }

    /** Checks a request for the events of an export or import, which Javalin does not route. */
    BooleanSupplier admit(Request request, String template, String id) {
        Caller caller = Authentication.of(request);
        Traffic.nameRoute(request::setAttribute, "GET", template);
        Rule rule = RouteScopes.of("GET", template);
        TokenScope scope = rule.scope();
        if (scope != null) {
            requireScope(caller, scope);
        }
        if (rule.subject() == RouteScopes.Subject.IMPORT) {
            requireImport(caller, id);
        } else {
            requireExport(caller, id);
        }
        Optional<Session> session = Authentication.sessionOf(request);
        return () ->
                tokens.isStillValid(caller) && session.map(sessions::isOpen).orElse(true);
    }

    static void requireScope(Caller caller, TokenScope scope) {
        if (!caller.may(scope)) {
            throw missing(scope, "this token does not have the scope " + scope.jsonName());
        }
    }

    /** A refusal that names the scope (RFC 6750, section 3.1). */
    static ProblemException missing(TokenScope scope, String detail) {
        return new ProblemException(
                403,
                "missing_scope",
                detail,
                scope.jsonName(),
                Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope.jsonName() + "\""));
    }

    private static void requireProject(Caller caller, String projectId) {
        if (!caller.sees(projectId)) {
            throw StartRoute.unknownProject();
        }
    }

    private void requireExport(Caller caller, String exportId) {
        Optional<JobView> visible = jobs.find(exportId).filter(view -> caller.sees(view.projectId()));
        if (visible.isEmpty()) {
            throw ExportRoutes.unknownExport();
        }
    }

    private void requireUpload(Caller caller, Context context) {
        if (context.header(Tus.RESUMABLE) != null) {
            context.header(Tus.RESUMABLE, Tus.VERSION); // every answer to a client of tus must have it
        }
        ImportAccess.requireUpload(caller, imports.uploads().find(context.pathParam("upload_id")));
    }

    private void requireImport(Caller caller, String importId) {
        Optional<ImportView> visible = imports.find(importId).filter(view -> ImportAccess.sees(caller, view));
        if (visible.isEmpty()) {
            throw ImportRoutes.unknownImport();
        }
    }
}
