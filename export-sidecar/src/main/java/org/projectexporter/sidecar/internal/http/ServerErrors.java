package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Tells as a problem what Jetty itself refuses (a malformed request, too long a header), without its words. */
final class ServerErrors extends ErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        SafeHeaders.putInto(response.getHeaders());
        int status = code == 400 && isUnreadablePath(request, cause) ? 404 : code;
        Problems.write(response, callback, Problems.ofStatus(status, detail(status)));
    }

    /** Whether Jetty could make nothing of the request's path, as of one with an encoded NUL: then it has another in its place. */
    private static boolean isUnreadablePath(Request request, @Nullable Throwable cause) {
        return cause != null
                && cause.getCause() instanceof IllegalArgumentException
                && "/badMessage".equals(request.getHttpURI().getPath());
    }

    private static String detail(int code) {
        return switch (code) {
            case 404 -> "there is nothing under this path";
            case 408 -> "the request took too long to arrive";
            case 411, 413 -> "the request's body is larger than is allowed here";
            case 414, 431 -> "the request's line and headers are larger than " + HttpServer.HEADER_BYTES + " bytes";
            case 503 -> "the server is going down; try again when it is back";
            default -> code >= 500 ? "the server has failed" : "this is not a valid HTTP request";
        };
    }
}
