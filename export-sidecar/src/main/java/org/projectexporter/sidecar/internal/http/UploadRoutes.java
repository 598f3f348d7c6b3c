package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Semaphore;

import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.sidecar.internal.jobs.UploadData;
import org.projectexporter.sidecar.internal.jobs.UploadOwner;
import org.projectexporter.sidecar.internal.jobs.UploadView;
import org.projectexporter.sidecar.internal.jobs.Uploads;

/** {@code /api/v1/uploads}: archives and volumes that arrive over tus, to be imported afterwards. */
final class UploadRoutes {
    static final String UPLOADS = "/api/v1/uploads";
    static final String UPLOAD = UPLOADS + "/{upload_id}";

    /** Each occupies a thread of the server while its data arrives. */
    private static final int MOST_WRITERS = 16;

    private final Uploads uploads;
    private final Duration idle;
    private final Semaphore writers = new Semaphore(MOST_WRITERS);

    UploadRoutes(Uploads uploads, Duration idle) {
        this.uploads = uploads;
        this.idle = idle;
    }

    /** Whether the body of a request is data of an upload. */
    static boolean isUpload(Request request) {
        return String.valueOf(request.getHttpURI().getPath()).startsWith(UPLOADS)
                && Tus.isData(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    }

    void addTo(RoutesConfig routes) {
        routes.options(UPLOADS, this::describe);
        routes.options(UPLOAD, this::describe);
        routes.post(UPLOADS, this::create);
        JsonAnswer.get(routes, UPLOADS, this::list);
        routes.get(UPLOAD, this::find);
        routes.head(UPLOAD, this::offset);
        routes.patch(UPLOAD, this::append);
        routes.delete(UPLOAD, this::delete);
        routes.post(UPLOAD, this::override);
    }

    private void describe(Context context) {
        context.header(Tus.RESUMABLE, Tus.VERSION)
                .header("Tus-Version", Tus.VERSION)
                .header("Tus-Extension", Tus.EXTENSIONS)
                .header("Tus-Checksum-Algorithm", Tus.algorithms())
                .status(204);
        long mostBytes = uploads.mostBytes(owner(context));
        if (mostBytes != Long.MAX_VALUE) {
            context.header("Tus-Max-Size", Long.toString(mostBytes));
        }
    }

    private static UploadOwner owner(Context context) {
        return ImportAccess.ownerOf(Authentication.of(context.req()));
    }

    private void create(Context context) throws JobException, IOException {
        Tus.requireVersion(context, true);
        for (String header : new String[] {"Upload-Defer-Length", "Upload-Concat"}) {
            if (context.header(header) != null) {
                throw Tus.invalid(header, "uploads of unknown length and concatenation are not supported");
            }
        }
        boolean hasData = Tus.isData(context.contentType());
        long length = Tus.bytes(context, Tus.LENGTH);
        long mostBytes = uploads.mostBytes(owner(context)); // Tus-Max-Size
        if (length > mostBytes) {
            throw new JobException(
                    Reason.TOO_LARGE, length + " bytes are more than the " + mostBytes + " that an upload may have");
        }
        UploadView view = uploads.create(owner(context), length, Tus.metadata(context));
        context.header("Location", Links.of(context).ofUpload(view.id()));
        if (hasData) {
            view = append(context, view.id(), 0);
        }
        answer(context, 201, view);
    }

    private static void answer(Context context, int status, UploadView view) {
        context.header(Tus.OFFSET, Long.toString(view.offset()))
                .header(Tus.EXPIRES, Preconditions.date(view.expiresAt()))
                .header("Cache-Control", "no-store")
                .status(status);
    }

    private void offset(Context context) throws JobException, IOException {
        Tus.requireVersion(context, true);
        UploadView view = uploads.settled(context.pathParam("upload_id"));
        answer(context, 200, view);
        context.header(Tus.LENGTH, Long.toString(view.length()));
        if (!view.metadata().isEmpty()) {
            context.header(Tus.METADATA, view.metadata());
        }
    }

    private void append(Context context) throws JobException, IOException {
        Tus.requireVersion(context, true);
        if (!Tus.isData(context.contentType())) {
            throw MediaTypes.unsupported("the body must be " + Tus.MEDIA_TYPE);
        }
        long offset = Tus.bytes(context, Tus.OFFSET);
        answer(context, 204, append(context, context.pathParam("upload_id"), offset));
    }

    private UploadView append(Context context, String id, long offset) throws JobException, IOException {
        MediaTypes.requireNoCoding(context);
        UploadData data = Tus.data(context, new UploadBody(context.req().getInputStream(), idle));
        requireRoom(context, id, offset);
        if (!writers.tryAcquire()) {
            throw new ProblemException(
                    503,
                    "busy",
                    MOST_WRITERS + " uploads are arriving; continue soon",
                    null,
                    Map.of("Retry-After", "2"));
        }
        try {
            EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint();
            return uploads.append(id, offset, data, () -> connection.close(new EofException("the client sends again")));
        } finally {
            writers.release();
        }
    }

    /** Before a body is received for nothing. */
    private void requireRoom(Context context, String id, long offset) throws JobException {
        long sent = context.req().getContentLengthLong();
        UploadView view = uploads.find(id).orElse(null);
        if (view != null && offset == view.offset() && sent > view.length() - offset) {
            throw new JobException(
                    Reason.TOO_LARGE,
                    "the upload has " + view.length() + " bytes, but the data would end at " + (offset + sent));
        }
    }

    private void delete(Context context) throws JobException, IOException {
        Tus.requireVersion(context, false);
        uploads.delete(context.pathParam("upload_id"));
        context.status(204);
    }

    /** For clients that cannot send PATCH or DELETE (section "X-HTTP-Method-Override" of the protocol). */
    private void override(Context context) throws JobException, IOException {
        switch (String.valueOf(context.header(Tus.OVERRIDE))) {
            case "PATCH" -> append(context);
            case "DELETE" -> delete(context);
            case "HEAD" -> offset(context);
            default ->
                throw new ProblemException(
                        405,
                        "method_not_allowed",
                        "allowed here: GET, HEAD, PATCH, DELETE",
                        null,
                        Map.of("Allow", "GET, HEAD, PATCH, DELETE"));
        }
    }

    private void list(Context context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("uploads");
        Caller caller = Authentication.of(context.req());
        uploads.all().stream()
                .filter(view -> ImportAccess.sees(caller, view))
                .sorted(Comparator.comparing(UploadView::createdAt)
                        .thenComparing(UploadView::id)
                        .reversed())
                .forEach(view -> all.add(json(view, Links.of(context))));
        JsonAnswer.write(context, 200, json);
    }

    /** Unlike HEAD, it does not stop a request that sends data. */
    private void find(Context context) {
        Caller caller = Authentication.of(context.req());
        UploadView view = ImportAccess.requireUpload(caller, uploads.find(context.pathParam("upload_id")));
        JsonAnswer.write(context, 200, json(view, Links.of(context)));
    }

    private static ObjectNode json(UploadView view, Links all) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("upload_id", view.id());
        json.put("owner", view.owner());
        json.put("length", view.length());
        json.put("offset", view.offset());
        json.put("complete", view.isComplete());
        json.put("in_use", view.inUse());
        ObjectNode metadata = json.putObject("metadata");
        Tus.parse(view.metadata()).forEach(metadata::put);
        json.put("created_at", ExportJson.time(view.createdAt()));
        json.put("expires_at", ExportJson.time(view.expiresAt()));
        json.putObject("links").put("self", all.ofUpload(view.id()));
        return json;
    }
}
