package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOutline.Estimate;
import org.projectexporter.sidecar.internal.jobs.Estimates;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobView;

/**
 * {@code POST /api/v1/projects/{project_id}/estimate}: estimates an export. {@code …/export?dry_run=true} is the same,
 * but generated clients could not distinguish its answer from that of an export.
 */
final class EstimateRoute {
    private static final Logger LOG = LoggerFactory.getLogger(EstimateRoute.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DRY_RUN = "dry_run";
    /** Nobody reads it: the client has left. */
    private static final int CLIENT_LEFT = 499;

    private final Estimates estimates;
    private final Scheduler scheduler;

    EstimateRoute(Estimates estimates, Scheduler scheduler) {
        this.estimates = estimates;
        this.scheduler = scheduler;
    }

    /** Whether the request asks for an estimate. */
    static boolean isAskedBy(Context context) {
        String value = context.queryParam(DRY_RUN);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw new ProblemException(400, "invalid_request", DRY_RUN + " must be true or false", DRY_RUN);
        }
        return true;
    }

    /** Answers with the estimate. If the client leaves, the estimate ends. */
    void answer(Context context, String projectId, ExportOptions options) throws IOException, JobException {
        CancellationToken token = new CancellationToken();
        Estimate estimate;
        try (LeavingClient client = LeavingClient.watch(context, scheduler, token::cancel)) {
            estimate = estimates.of(projectId, options, token);
            if (client.isUsedUp()) {
                context.header("Connection", "close");
            }
        } catch (ExportCancelledException e) {
            LOG.atInfo()
                    .addKeyValue("event", "estimate_cancelled")
                    .addKeyValue("project_id", projectId)
                    .log("the client left before the estimate of {} was complete", projectId);
            throw new ProblemException(CLIENT_LEFT, "client_left", "the client left", null);
        } catch (ExportException | FileSystemException e) {
            throw refused(projectId, e);
        }
        JsonAnswer.write(context, 200, MAPPER.readTree(estimate.toJson()));
    }

    private ProblemException refused(String projectId, IOException e) {
        JobView.Failure failure = estimates.failure(projectId, e);
        Optional<String> field =
                e instanceof ExportException known ? known.option().map(EstimateRoute::field) : Optional.empty();
        return new ProblemException(422, failure.code(), failure.message(), field.orElse(null));
    }

    /** {@code missing_lfs} for {@code missingLfs WARN}. */
    private static String field(String option) {
        return option.split(" ", 2)[0].replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
