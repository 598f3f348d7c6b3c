package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.ProjectException;
import org.projectexporter.sidecar.internal.jobs.WorkspaceGoneException;

/**
 * Reports failures of routes as problems. An unexpected failure is reported by an id only; the log has the rest under
 * that id.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** The status of tus for data that differs from its checksum. */
    private static final int CHECKSUM_MISMATCH = 460;

    void addTo(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, context) -> Problems.write(context, e));
        routes.exception(JobException.class, (e, context) -> Problems.write(context, ofJob(e)));
        routes.exception(MethodNotAllowedResponse.class, (e, context) -> Problems.write(context, ofMethod(e)));
        routes.exception(HttpResponseException.class, (e, context) -> Problems.write(context, ofServer(e)));
        routes.exception(UploadBody.ClientLeftException.class, (e, context) -> Problems.write(context, ofLeaving(e)));
        routes.exception(ProjectException.class, (e, context) -> Problems.write(context, ofProject(e)));
        routes.exception(WorkspaceGoneException.class, (e, context) -> Problems.write(context, ofWorkspace(e)));
        routes.exception(Exception.class, Failures::unforeseen);
    }

    private static ProblemException ofJob(JobException e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case UNKNOWN -> new ProblemException(404, "unknown_export", detail, null);
            case WRONG_STATE -> new ProblemException(409, "wrong_state", detail, null);
            case QUEUE_FULL -> new ProblemException(429, "queue_full", detail, null, Map.of("Retry-After", "30"));
            case TOO_MANY_ESTIMATES ->
                new ProblemException(429, "too_many_estimates", detail, null, Map.of("Retry-After", "2"));
            case TOO_MANY_UPLOADS ->
                new ProblemException(429, "too_many_uploads", detail, null, Map.of("Retry-After", "60"));
            case UPLOAD_QUOTA -> new ProblemException(507, "upload_quota_exceeded", detail, null);
            case QUOTA -> new ProblemException(507, "quota_exceeded", detail, null);
            case STOPPING -> new ProblemException(503, "stopping", detail, null, Map.of("Retry-After", "5"));
            case UNKNOWN_IMPORT -> new ProblemException(404, "unknown_import", detail, null);
            case UNKNOWN_UPLOAD -> new ProblemException(404, "unknown_upload", detail, null);
            case OFFSET -> new ProblemException(409, "wrong_offset", detail, "Upload-Offset");
            case TOO_LARGE -> new ProblemException(413, "too_large", detail, null);
            case CHECKSUM -> new ProblemException(CHECKSUM_MISMATCH, "checksum_mismatch", detail, "Upload-Checksum");
            case LOCKED -> new ProblemException(423, "locked", detail, null, Map.of("Retry-After", "1"));
            case NOT_ALLOWED -> new ProblemException(403, "folder_not_allowed", detail, null);
            case EXISTS -> new ProblemException(409, "conflict", detail, null);
            case INCOMPLETE -> Problems.ofStatus(400, detail);
            case KEY_REUSED -> new ProblemException(422, "idempotency_key_reused", detail, null);
        };
    }

    private static ProblemException ofMethod(MethodNotAllowedResponse e) {
        String allowed = e.getDetails().values().stream().findFirst().orElse("");
        return new ProblemException(
                405, "method_not_allowed", "allowed here: " + allowed, null, Map.of("Allow", allowed));
    }

    private static ProblemException ofServer(HttpResponseException e) {
        String detail = e.getStatus() == 404 ? "this path does not exist" : String.valueOf(e.getMessage());
        return Problems.ofStatus(e.getStatus(), detail);
    }

    private static ProblemException ofWorkspace(WorkspaceGoneException e) {
        LOG.atError().addKeyValue("event", Problems.WORKSPACE_GONE).setCause(e).log("the workspace cannot be read");
        return new ProblemException(
                503, Problems.WORKSPACE_GONE, String.valueOf(e.getMessage()), null, Map.of("Retry-After", "30"));
    }

    private static ProblemException ofProject(ProjectException e) {
        String detail = String.valueOf(e.getMessage());
        Map<String, String> later = Map.of("Retry-After", "30");
        return switch (e.reason()) {
            case GONE -> new ProblemException(503, "project_gone", detail, null, later);
            case LOOKUP_FAILED -> new ProblemException(503, "project_lookup_failed", detail, null, later);
            case NOT_ALLOWED -> new ProblemException(403, "project_not_allowed", detail, null);
        };
    }

    /** Usually the client is gone, unless it has only closed its side of the connection. */
    private static ProblemException ofLeaving(UploadBody.ClientLeftException e) {
        LOG.debug("a body ended early: {}", e.getMessage());
        return Problems.ofStatus(400, "the body ended early");
    }

    private static void unforeseen(Exception e, Context context) {
        String id = RequestId.of(context.req());
        LOG.atError()
                .addKeyValue("event", "failure")
                .addKeyValue("request_id", id)
                .setCause(e)
                .log("a request failed");
        Problems.write(context, Problems.ofStatus(500, "internal error; the server's log has the cause under " + id));
    }
}
