package org.projectexporter.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.projectexporter.CancellationToken;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into a cancelled export, which keeps its state for a later resume and ends normally.
 * A second signal, or an export that does not end in time, halts the process.
 *
 * <p>A shutdown hook could not distinguish the signals, and the JVM would choose the exit code; {@code
 * sun.misc.Signal}, of the supported module {@code jdk.unsupported}, is the only alternative. It is used by reflection,
 * since javac's warning about it cannot be suppressed. A signal that the parent process ignores stays ignored.
 */
final class StopSignals implements AutoCloseable {
    private static final int RUNNING = -1;

    private final CancellationToken cancellation;
    private final Duration patience;
    private final IntConsumer halt;
    private final AtomicInteger exitCode = new AtomicInteger(RUNNING);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    StopSignals(CancellationToken cancellation, Duration patience, IntConsumer halt) {
        this.cancellation = cancellation;
        this.patience = patience;
        this.halt = halt;
    }

    /**
     * Handles signals until the process ends. A JVM that does not handle signals (-Xrs) ends the process in its own
     * way.
     */
    void listen() {
        try {
            handle("INT", ExitCode.INTERRUPTED);
            handle("TERM", ExitCode.STOPPED);
            handle("HUP", ExitCode.STOPPED);
        } catch (ReflectiveOperationException e) {
            // Started with -Xrs; see above.
        }
    }

    private void handle(String name, int code) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object stopping = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    stop(code);
                    return null;
                });
        Object number = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, number, stopping);
    }

    /** Handles a signal, on any thread. */
    void stop(int code) {
        if (!exitCode.compareAndSet(RUNNING, code)) {
            halt.accept(code);
            return;
        }
        cancellation.cancel();
        stopping.countDown();
        Thread watchdog = new Thread(() -> haltUnlessEnded(code), "stop-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private void haltUnlessEnded(int code) {
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                halt.accept(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the first signal. */
    void await() throws InterruptedException {
        stopping.await();
    }

    /** The exit code after a cancelled export. */
    int exitCode() {
        int code = exitCode.get();
        return code == RUNNING ? ExitCode.STOPPED : code;
    }

    /** Must be called when the export has ended. */
    @Override
    public void close() {
        ended.countDown();
    }
}
