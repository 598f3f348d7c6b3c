package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Counts requests and downloads that have ended. */
final class Traffic implements RequestLog {
    private static final Pattern DOWNLOAD = Pattern.compile("/api/v1/exports/[^/]+/download(/[^/]+)?");

    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder downloads = new LongAdder();
    private final LongAdder downloadedBytes = new LongAdder();

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        requests.increment();
        if (status >= 500) {
            failed.increment();
        } else if (status >= 400) {
            refused.increment();
        } else if (isDownload(request, status)) {
            downloads.increment();
            downloadedBytes.add(Response.getContentBytesWritten(response));
        }
    }

    private static boolean isDownload(Request request, int status) {
        return (status == 200 || status == 206)
                && request.getMethod().equals("GET")
                && DOWNLOAD.matcher(String.valueOf(request.getHttpURI().getPath()))
                        .matches();
    }

    long requests() {
        return requests.sum();
    }

    /** Answered with a status from 400 to 499. */
    long refused() {
        return refused.sum();
    }

    /** Answered with a status of 500 or more. */
    long failed() {
        return failed.sum();
    }

    /** Downloads of an archive or a part of it. */
    long downloads() {
        return downloads.sum();
    }

    long downloadedBytes() {
        return downloadedBytes.sum();
    }
}
