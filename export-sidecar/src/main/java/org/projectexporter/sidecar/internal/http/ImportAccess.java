package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;

import java.util.Optional;
import java.util.function.Function;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.ImportOrder;
import org.projectexporter.sidecar.internal.jobs.ImportSource;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobView;

/** What the caller of an import may do: the project and the archive are named in its query or body, not in its path. */
final class ImportAccess {
    private ImportAccess() {}

    /** Whether an import exists for the caller: whether its project does. */
    static boolean sees(Caller caller, ImportView view) {
        return caller.sees(view.projectId().orElse(view.order().name()));
    }

    /**
     * Requires that the caller may create a project of that name. The answer does not depend on what exists. A project
     * that is renamed gets a name that no token was made for, so that only one for all projects may do it.
     */
    static void requireTarget(Context context, ImportOrder order) {
        Caller caller = Authentication.of(context.req());
        if (!caller.sees(order.name())) {
            throw RouteGuard.missing(TokenScope.IMPORT, "this token is not for a project of this name");
        }
        if (order.onConflict() == OnConflict.RENAME && !caller.seesAll()) {
            throw RouteGuard.missing(TokenScope.IMPORT, "on_conflict=rename requires a token for all projects");
        }
    }

    /**
     * Requires that the caller may read the archive. Whoever knows the id of an upload may: it is random, and uploads
     * belong to no project. Neither does a file in a folder for handing over, which needs a token for all projects.
     *
     * @param exports finds an export by its id
     */
    static void requireSource(Context context, ImportSource source, Function<String, Optional<JobView>> exports) {
        Caller caller = Authentication.of(context.req());
        if (source.exportId().isPresent()) {
            RouteGuard.requireScope(caller, TokenScope.DOWNLOAD);
            Optional<JobView> export = exports.apply(source.exportId().get());
            if (export.filter(view -> caller.sees(view.projectId())).isEmpty()) {
                throw ExportRoutes.unknownExport();
            }
        }
        if (source.file().isPresent()) {
            requireAll(caller, TokenScope.IMPORT);
        }
    }

    /** Requires that all projects exist for the caller. */
    static void requireAll(Caller caller, TokenScope scope) {
        if (!caller.seesAll()) {
            throw RouteGuard.missing(scope, "this requires a token for all projects");
        }
    }
}
