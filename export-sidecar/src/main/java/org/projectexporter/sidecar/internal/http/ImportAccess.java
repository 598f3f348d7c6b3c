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
import org.projectexporter.sidecar.internal.jobs.UploadOwner;
import org.projectexporter.sidecar.internal.jobs.UploadView;

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
     * Requires that the caller may read the archive. An upload belongs to the token that created it. A file in a folder
     * for handing over belongs to no project, and needs a token for all.
     *
     * @param exports finds an export by its id
     * @param uploads finds an upload by its id
     */
    static void requireSource(
            Context context,
            ImportSource source,
            Function<String, Optional<JobView>> exports,
            Function<String, Optional<UploadView>> uploads) {
        Caller caller = Authentication.of(context.req());
        for (String upload : source.uploads()) {
            requireUpload(caller, uploads.apply(upload));
        }
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

    /** Whether an upload exists for the caller: it is its own, or the caller is an administrator. */
    static boolean sees(Caller caller, UploadView view) {
        return caller.may(TokenScope.ADMIN) || view.owner().equals(caller.name());
    }

    /** Requires that an upload exists for the caller, and returns it. */
    static UploadView requireUpload(Caller caller, Optional<UploadView> upload) {
        return upload.filter(view -> sees(caller, view))
                .orElseThrow(() -> new ProblemException(
                        404, "unknown_upload", "there is no upload with this id; it may have expired", null));
    }

    /** The caller as the owner of uploads. */
    static UploadOwner ownerOf(Caller caller) {
        return new UploadOwner(caller.name(), !caller.may(TokenScope.ADMIN));
    }

    /** Requires that all projects exist for the caller. */
    static void requireAll(Caller caller, TokenScope scope) {
        if (!caller.seesAll()) {
            throw RouteGuard.missing(scope, "this requires a token for all projects");
        }
    }
}
