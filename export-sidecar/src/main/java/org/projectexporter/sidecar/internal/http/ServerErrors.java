package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Reports Jetty's own rejections (a malformed request, a header that is too long) as problems, with our texts. */
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
        RequestId.assign(request, response);
        int status = code == 400 && isUnreadablePath(request, cause) ? 404 : code;
        Problems.write(response, callback, Problems.ofStatus(status, detail(status)));
    }

    /** Whether Jetty could not parse the request's path, for example one with an encoded NUL, and has replaced it. */
    private static boolean isUnreadablePath(Request request, @Nullable Throwable cause) {
        return cause != null
                && cause.getCause() instanceof IllegalArgumentException
                && "/badMessage".equals(request.getHttpURI().getPath());
    }

    private static String detail(int code) {
        return switch (code) {
            case 404 -> "this path does not exist";
            case 408 -> "the request took too long to arrive";
            case 411, 413 -> "the request's body is too large";
            case 414, 431 -> "the request's line and headers are larger than " + HttpServer.HEADER_BYTES + " bytes";
            case 503 -> "the server is stopping; try again when it is back";
            default -> code >= 500 ? "internal error" : "this is not a valid HTTP request";
        };
    }
}
