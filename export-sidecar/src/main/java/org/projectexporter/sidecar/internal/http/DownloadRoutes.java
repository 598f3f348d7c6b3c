package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.jobs.ArchiveHold;
import org.projectexporter.sidecar.internal.jobs.JobException;

/**
 * {@code GET} and {@code HEAD} of {@code …/download} and {@code …/download/{volume}}: archives, whole or in ranges (RFC 9110, section 14).
 * No thread waits for a slow client, and the archive is not removed while it is sent.
 */
final class DownloadRoutes {
    /** So many bytes are read at once: enough to make the calls cheap, few enough to stay in the processor's cache. */
    static final int BUFFER_BYTES = 256 * 1024;

    private static final String PATH = "/api/v1/exports/{export_id}/download";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Logger LOG = LoggerFactory.getLogger(DownloadRoutes.class);

    /** Where archives are. */
    interface Archives {
        ArchiveHold hold(String exportId) throws JobException;
    }

    private final Archives archives;

    DownloadRoutes(Archives archives) {
        this.archives = archives;
    }

    void addTo(RoutesConfig routes) {
        for (String path : new String[] {PATH, PATH + "/{volume}"}) {
            routes.get(path, this::download);
            routes.head(path, this::download);
        }
    }

    private void download(Context context) throws JobException {
        ArchiveHold hold = hold(context.pathParam("export_id"));
        boolean handedOver = false;
        try {
            Representation what = representation(context, hold);
            Optional<ByteRange> body = answer(context, what);
            if (body.isPresent()) {
                handedOver = true;
                send(context, new VolumesChannel(what.volumes(), body.get()), hold);
            }
        } finally {
            if (!handedOver) {
                hold.close();
            }
        }
    }

    private ArchiveHold hold(String id) throws JobException {
        try {
            return archives.hold(id);
        } catch (JobException e) {
            if (e.reason() == JobException.Reason.WRONG_STATE) {
                throw new ProblemException(409, "not_ready", String.valueOf(e.getMessage()), null);
            }
            throw e;
        }
    }

    private static Representation representation(Context context, ArchiveHold hold) {
        String volume = context.pathParamMap().get("volume");
        if (volume == null) {
            return Representation.ofArchive(hold.view(), hold.result());
        }
        int volumes = hold.result().volumes().size();
        if (!NUMBER.matcher(volume).matches() || Integer.parseInt(volume) > volumes) {
            throw new ProblemException(
                    404, "not_found", "there is no such volume; the archive has those from 1 to " + volumes, null);
        }
        return Representation.ofVolume(hold.view(), hold.result(), Integer.parseInt(volume));
    }

    /** Answers all but the body, and says which bytes are that; empty if there is none. */
    private static Optional<ByteRange> answer(Context context, Representation what) {
        Preconditions conditions = new Preconditions(context.req(), what.etag(), what.modified());
        Preconditions.Outcome outcome = conditions.evaluate();
        if (outcome == Preconditions.Outcome.FAILED) {
            throw new ProblemException(
                    412, "precondition_failed", "this is another archive than the one that the request means", null);
        }
        putValidators(context.res(), what);
        if (outcome == Preconditions.Outcome.NOT_MODIFIED) {
            context.status(304);
            return Optional.empty();
        }
        Optional<ByteRange> range = conditions.rangeHolds() ? range(context, what.bytes()) : Optional.empty();
        ByteRange body = range.orElse(new ByteRange(0, what.bytes() - 1));
        HttpServletResponse answer = context.res();
        answer.setStatus(range.isPresent() ? 206 : 200);
        range.ifPresent(some -> answer.setHeader("Content-Range", some.contentRange(what.bytes())));
        answer.setContentType(what.mediaType());
        answer.setContentLengthLong(body.bytes());
        what.digest().ifPresent(digest -> answer.setHeader("Repr-Digest", digest));
        answer.setHeader("Content-Disposition", ContentDisposition.attachment(what.name()));
        return isHead(context) ? Optional.empty() : Optional.of(body);
    }

    private static void putValidators(HttpServletResponse answer, Representation what) {
        answer.setHeader("Accept-Ranges", "bytes");
        answer.setHeader("ETag", what.etag());
        answer.setHeader("Last-Modified", Preconditions.date(what.modified()));
        answer.setHeader("Cache-Control", "private, no-cache, no-transform");
    }

    private static boolean isHead(Context context) {
        return context.req().getMethod().equals("HEAD");
    }

    /** Ranges are defined for GET alone (section 14.2). */
    private static Optional<ByteRange> range(Context context, long length) {
        String header = context.header("Range");
        if (header == null || isHead(context)) {
            return Optional.empty();
        }
        try {
            return ByteRange.parse(header, length);
        } catch (ByteRange.UnsatisfiableException e) {
            throw new ProblemException(
                    416,
                    "range_not_satisfiable",
                    "the range lies behind the end of the " + length + " bytes that there are",
                    null,
                    Map.of("Content-Range", "bytes */" + length));
        }
    }

    private static void send(Context context, VolumesChannel channel, ArchiveHold hold) {
        context.future(() -> {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            HttpOutput output = ServletContextRequest.getServletContextRequest(context.req())
                    .getHttpOutput();
            output.setBufferSize(BUFFER_BYTES);
            output.sendContent(channel, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
            return sent.handle((unused, failure) -> end(channel, hold, failure));
        });
    }

    /** What has failed on its way cannot be told any more: the connection ends before all bytes that were announced are there. */
    private static @Nullable Void end(VolumesChannel channel, ArchiveHold hold, @Nullable Throwable failure) {
        try (hold;
                channel) {
            if (failure != null) {
                LOG.debug("a download of {} has ended early", hold.view().id(), failure);
            }
        } catch (IOException e) {
            LOG.warn("a volume of {} cannot be closed", hold.view().id(), e);
        }
        return null;
    }
}
