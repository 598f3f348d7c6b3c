package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.sidecar.TokenScope;

/**
 * The scope that each route requires. The server does not start with a route that is not in this table. {@code
 * openapi.yaml} has the same scopes.
 */
final class RouteScopes {
    /** Which project a request is about: one that its token is not for does not exist for it. */
    enum Subject {
        /** No project, or the handler decides: it shows only what exists for the caller. */
        HANDLER,
        /** The project whose id is in the path. */
        PROJECT,
        /** The project of the export whose id is in the path. */
        EXPORT,
        /** The project of the import whose id is in the path. */
        IMPORT,
        /** The upload whose id is in the path: that of another token does not exist. */
        UPLOAD
    }

    /**
     * What a route requires.
     *
     * @param scope null if it requires none: the gate checks whether it requires a token
     */
    record Rule(@Nullable TokenScope scope, Subject subject) {}

    private static final Map<String, Rule> TABLE = new TreeMap<>();

    static {
        add("GET " + PageRoutes.PAGE, null, Subject.HANDLER);
        add("GET " + PageRoutes.FILE, null, Subject.HANDLER);
        add("GET /health/live", null, Subject.HANDLER);
        add("GET /health/ready", null, Subject.HANDLER);
        add("POST " + SessionRoutes.PATH, null, Subject.HANDLER);
        add("GET " + SessionRoutes.PATH, null, Subject.HANDLER);
        add("DELETE " + SessionRoutes.PATH, null, Subject.HANDLER);
        add("GET /metrics", TokenScope.MONITOR, Subject.HANDLER);
        add("GET /openapi.yaml", TokenScope.READ, Subject.HANDLER);
        add("GET /asyncapi.yaml", TokenScope.READ, Subject.HANDLER);
        add("GET /docs", TokenScope.READ, Subject.HANDLER);
        add("GET /api/v1/formats", TokenScope.READ, Subject.HANDLER);
        add("GET /api/v1/projects", TokenScope.READ, Subject.HANDLER);
        add("POST /api/v1/projects/import", TokenScope.IMPORT, Subject.HANDLER);
        add("POST /api/v1/projects/import/archive", TokenScope.IMPORT, Subject.HANDLER);
        add("POST /api/v1/projects/{project_id}/export", TokenScope.START, Subject.PROJECT);
        add("POST /api/v1/projects/{project_id}/estimate", TokenScope.START, Subject.PROJECT);
        add("GET /api/v1/projects/{project_id}/exports", TokenScope.READ, Subject.PROJECT);
        add("GET /api/v1/exports", TokenScope.READ, Subject.HANDLER);
        add("GET /api/v1/exports/{export_id}", TokenScope.READ, Subject.EXPORT);
        add("DELETE /api/v1/exports/{export_id}", TokenScope.DELETE, Subject.EXPORT);
        add("PATCH /api/v1/exports/{export_id}", TokenScope.DELETE, Subject.EXPORT);
        add("POST /api/v1/exports/{export_id}/pause", TokenScope.START, Subject.EXPORT);
        add("POST /api/v1/exports/{export_id}/resume", TokenScope.START, Subject.EXPORT);
        add("POST /api/v1/exports/{export_id}/verify", TokenScope.START, Subject.EXPORT);
        add("GET " + EventRoutes.TEMPLATE, TokenScope.READ, Subject.EXPORT);
        add("POST /api/v1/exports/{export_id}/events-ticket", TokenScope.READ, Subject.EXPORT);
        add("GET /api/v1/exports/{export_id}/manifest", TokenScope.READ, Subject.EXPORT);
        add("GET /api/v1/exports/{export_id}/report", TokenScope.READ, Subject.EXPORT);
        add("GET /api/v1/exports/{export_id}/download", TokenScope.DOWNLOAD, Subject.EXPORT);
        add("HEAD /api/v1/exports/{export_id}/download", TokenScope.DOWNLOAD, Subject.EXPORT);
        add("GET /api/v1/exports/{export_id}/download/{volume}", TokenScope.DOWNLOAD, Subject.EXPORT);
        add("HEAD /api/v1/exports/{export_id}/download/{volume}", TokenScope.DOWNLOAD, Subject.EXPORT);
        add("POST /api/v1/exports/{export_id}/download-url", TokenScope.DOWNLOAD, Subject.EXPORT);
        add("POST /api/v1/exports/{export_id}/hand-over", TokenScope.DOWNLOAD, Subject.EXPORT);
        add("GET /api/v1/imports", TokenScope.READ, Subject.HANDLER);
        add("GET /api/v1/imports/{import_id}", TokenScope.READ, Subject.IMPORT);
        add("DELETE /api/v1/imports/{import_id}", TokenScope.DELETE, Subject.IMPORT);
        add("GET " + EventRoutes.IMPORTS, TokenScope.READ, Subject.IMPORT);
        add("POST /api/v1/imports/{import_id}/events-ticket", TokenScope.READ, Subject.IMPORT);
        for (String method : new String[] {"OPTIONS", "GET", "POST"}) {
            add(method + " " + UploadRoutes.UPLOADS, TokenScope.IMPORT, Subject.HANDLER);
        }
        add("OPTIONS " + UploadRoutes.UPLOAD, TokenScope.IMPORT, Subject.HANDLER);
        for (String method : new String[] {"GET", "HEAD", "POST", "PATCH", "DELETE"}) {
            add(method + " " + UploadRoutes.UPLOAD, TokenScope.IMPORT, Subject.UPLOAD);
        }
        add("GET /api/v1/storage", TokenScope.MONITOR, Subject.HANDLER);
        add("POST /api/v1/storage/run", TokenScope.DELETE, Subject.HANDLER);
        add("GET /api/v1/webhooks/deliveries", TokenScope.MONITOR, Subject.HANDLER);
        add("POST " + WebhookRoutes.RESEND, TokenScope.ADMIN, Subject.HANDLER);
    }

    private RouteScopes() {}

    private static void add(String route, @Nullable TokenScope scope, Subject subject) {
        TABLE.put(route, new Rule(scope, subject));
    }

    /** All routes that are in the table, for example {@code GET /api/v1/projects}. */
    static Set<String> routes() {
        return TABLE.keySet();
    }

    /**
     * Checks that the table and the server have the same routes.
     *
     * @throws IllegalStateException if they have not
     */
    static void requireComplete(Set<String> registered) {
        Set<String> different = new TreeSet<>(registered);
        different.removeAll(TABLE.keySet());
        if (!different.isEmpty()) {
            throw new IllegalStateException("these routes have no scope: " + different);
        }
        different.addAll(TABLE.keySet());
        different.removeAll(registered);
        if (!different.isEmpty()) {
            throw new IllegalStateException("these routes have a scope, but do not exist: " + different);
        }
    }

    /**
     * What a route requires; a HEAD requires what its GET does.
     *
     * @throws IllegalStateException if it is not in the table
     */
    static Rule of(String method, String template) {
        Rule rule = TABLE.get(method + " " + template);
        if (rule == null && method.equals("HEAD")) {
            rule = TABLE.get("GET " + template);
        }
        if (rule == null) {
            throw new IllegalStateException("the route " + method + " " + template + " has no scope");
        }
        return rule;
    }
}
