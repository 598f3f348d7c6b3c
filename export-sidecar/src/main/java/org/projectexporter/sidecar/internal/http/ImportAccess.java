package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;

import java.util.Optional;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.JobView;

/** What the caller of an import may do: the project and the archive are named in its query or body, not in its path. */
final class ImportAccess {
    private ImportAccess() {}

    /**
     * Requires that the caller may create a project of that name. The answer does not depend on what exists. A project
     * that is renamed gets a name that no token was made for, so that only one for all projects may do it.
     */
    static void requireTarget(Context context, String name, OnConflict onConflict) {
        Caller caller = Authentication.of(context.req());
        if (!caller.sees(name)) {
            throw RouteGuard.missing(TokenScope.IMPORT, "this token is not for a project of this name");
        }
        if (onConflict == OnConflict.RENAME && !caller.seesAll()) {
            throw RouteGuard.missing(TokenScope.IMPORT, "on_conflict=rename requires a token for all projects");
        }
    }

    /** Requires that the caller may read the archive of that export. */
    static void requireSource(Context context, Optional<JobView> export) {
        Caller caller = Authentication.of(context.req());
        RouteGuard.requireScope(caller, TokenScope.DOWNLOAD);
        if (export.filter(view -> caller.sees(view.projectId())).isEmpty()) {
            throw ExportRoutes.unknownExport();
        }
    }
}
