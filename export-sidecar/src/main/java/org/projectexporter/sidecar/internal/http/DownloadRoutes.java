package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.jobs.ArchiveHold;
import org.projectexporter.sidecar.internal.jobs.JobException;

/**
 * {@code GET} and {@code HEAD} of {@code …/download} and {@code …/download/{volume}}: archives, complete or in ranges
 * (RFC 9110, section 14). No thread waits for a slow client, and the archive is not removed while it is sent.
 */
final class DownloadRoutes {
    static final String PATH = "/api/v1/exports/{export_id}/download";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Logger LOG = LoggerFactory.getLogger(DownloadRoutes.class);

    /** The source of archives. */
    interface Archives {
        ArchiveHold hold(String exportId) throws JobException;
    }

    private final Archives archives;
    private final SendBuffers buffers;

    DownloadRoutes(Archives archives, SendBuffers buffers) {
        this.archives = archives;
        this.buffers = buffers;
    }

    void addTo(RoutesConfig routes) {
        for (String path : new String[] {PATH, PATH + "/{volume}"}) {
            routes.get(path, this::download);
            routes.head(path, this::download);
        }
    }

    private void download(Context context) throws JobException, IOException {
        ArchiveHold hold = hold(context.pathParam("export_id"));
        boolean handedOver = false;
        try {
            Representation what = representation(context, hold);
            Preconditions conditions = new Preconditions(context.req(), what.etag(), what.modified());
            if (isAnswered(context, what, conditions.evaluate())) {
                return;
            }
            Optional<ByteRange> range = conditions.rangeHolds() ? range(context, what.bytes()) : Optional.empty();
            ByteRange body = range.orElse(new ByteRange(0, what.bytes() - 1));
            VolumesChannel channel = new VolumesChannel(what.volumes(), body);
            describe(context.res(), what, range);
            if (isHead(context)) {
                channel.close();
            } else {
                handedOver = true;
                BodySending.answer(context, channel, buffers, () -> end(channel, hold));
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
                    404, "not_found", "there is no such volume; the archive has volumes 1 to " + volumes, null);
        }
        return Representation.ofVolume(hold.view(), hold.result(), Integer.parseInt(volume));
    }

    /** Whether the answer only says whether the client's copy is current. */
    private static boolean isAnswered(Context context, Representation what, Preconditions.Outcome outcome) {
        if (outcome == Preconditions.Outcome.FAILED) {
            throw new ProblemException(
                    412, "precondition_failed", "the archive differs from the one in the request's condition", null);
        }
        if (outcome == Preconditions.Outcome.NOT_MODIFIED) {
            putValidators(context.res(), what);
            context.status(304);
            return true;
        }
        return false;
    }

    private static void describe(HttpServletResponse answer, Representation what, Optional<ByteRange> range) {
        putValidators(answer, what);
        answer.setStatus(range.isPresent() ? 206 : 200);
        range.ifPresent(some -> answer.setHeader("Content-Range", some.contentRange(what.bytes())));
        answer.setContentType(what.mediaType());
        answer.setContentLengthLong(range.map(ByteRange::bytes).orElse(what.bytes()));
        what.digest().ifPresent(digest -> answer.setHeader("Repr-Digest", digest));
        answer.setHeader("Content-Disposition", ContentDisposition.attachment(what.name()));
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

    /** Ranges are defined only for GET (section 14.2). */
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
                    "the range is beyond the end of the archive's " + length + " bytes",
                    null,
                    Map.of("Content-Range", "bytes */" + length));
        }
    }

    private static void end(VolumesChannel channel, ArchiveHold hold) {
        try (hold;
                channel) {
            // both are closed
        } catch (IOException e) {
            LOG.warn("a volume of {} cannot be closed", hold.view().id(), e);
        }
    }
}
