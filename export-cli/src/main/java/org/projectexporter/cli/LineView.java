package org.projectexporter.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressEvent.Phase;

/** A plain line for every 10 percent or every 30 seconds, at most one every two seconds: for logs. */
final class LineView implements ProgressView {
    private static final long SHORTEST_PAUSE = Duration.ofSeconds(2).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

    private final PrintStream err;
    private final LongSupplier nanoTime;
    private long lastLine;
    private int lastTenth;

    LineView(Console console) {
        err = console.err();
        nanoTime = console.nanoTime();
        lastLine = nanoTime.getAsLong();
    }

    @Override
    public synchronized void onProgress(ProgressEvent event) {
        long pause = nanoTime.getAsLong() - lastLine;
        int tenth = (int) (event.progress() * 10);
        boolean due = pause >= LONGEST_PAUSE || (tenth > lastTenth && pause >= SHORTEST_PAUSE);
        if (due && event.type() == ProgressEvent.Type.EXPORT_PROGRESS) {
            err.println(line(event));
            lastLine += pause;
            lastTenth = tenth;
        }
    }

    private static String line(ProgressEvent event) {
        if (event.phase() == Phase.PLANNING) {
            return "scanning the project: " + Amounts.count(event.filesTotal(), "file") + ", "
                    + Amounts.bytes(event.bytesTotal());
        }
        String line = String.format(
                Locale.ROOT,
                "%s: %d%%, %s of %s, %s",
                event.phase().jsonName(),
                (int) (event.progress() * 100),
                Amounts.bytes(event.bytesDone()),
                Amounts.bytes(event.bytesTotal()),
                Amounts.rate(event.bytesPerSecond()));
        return event.remainingSeconds().isPresent()
                ? line + ", " + Amounts.remaining(event.remainingSeconds().getAsDouble()) + " left"
                : line;
    }

    @Override
    public void close() {}
}
