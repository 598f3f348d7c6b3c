package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import org.projectexporter.sidecar.internal.figures.Counts;
import org.projectexporter.sidecar.internal.figures.Durations;

/** Counts requests and downloads that have ended. */
final class Traffic implements RequestLog {
    private static final String DOWNLOAD = "GET " + DownloadRoutes.PATH;

    private static final String ROUTE = Traffic.class.getName();
    private static final String NO_ROUTE = "none";

    /** From what is answered from memory to downloads of large archives. */
    private final Durations durations = new Durations(0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800);

    private final Counts problems = new Counts();
    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder downloads = new LongAdder();
    private final LongAdder downloadedBytes = new LongAdder();

    /** The route of a request, for example {@code GET /api/v1/projects}: one of few, unlike its path. */
    static void nameRoute(BiConsumer<String, Object> attributes, String method, String template) {
        attributes.accept(ROUTE, method + " " + template);
    }

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        requests.increment();
        durations.observe(routeOf(request), System.nanoTime() - request.getBeginNanoTime());
        Problems.codeOf(request).ifPresent(problems::add);
        if (status >= 500) {
            failed.increment();
        } else if (status >= 400) {
            refused.increment();
        } else if (isDownload(request, status)) {
            downloads.increment();
            downloadedBytes.add(Response.getContentBytesWritten(response));
        }
    }

    private static String routeOf(Request request) {
        return request.getAttribute(ROUTE) instanceof String route ? route : NO_ROUTE;
    }

    private static boolean isDownload(Request request, int status) {
        return (status == 200 || status == 206) && routeOf(request).startsWith(DOWNLOAD);
    }

    /** From the head of a request to the end of its answer, by route. */
    Durations durations() {
        return durations;
    }

    /** Answers that are problems, by code. */
    Counts problems() {
        return problems;
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
