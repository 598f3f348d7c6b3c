package org.projectexporter.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.projectexporter.CancellationToken;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into a cancelled export, which then keeps what a later run can go on from, and ends as usual. An export
 * that does not end within the patience given, or a second signal, halts the process.
 *
 * <p>A shutdown hook could not tell the signals apart, and the JVM would choose the exit code; {@code sun.misc.Signal}, of the
 * supported module {@code jdk.unsupported}, is the only other way. It is reached by reflection, since javac's warning about
 * it cannot be suppressed. A signal that the parent process ignores stays ignored.
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

    /** Listens until the process ends. A JVM that keeps its signals to itself (-Xrs) ends the process in its own way. */
    void listen() {
        try {
            handle("INT", ExitCode.INTERRUPTED);
            handle("TERM", ExitCode.STOPPED);
            handle("HUP", ExitCode.STOPPED);
        } catch (ReflectiveOperationException e) {
            // The JVM has kept its signals; see above.
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

    /** What a signal does, from whatever thread. */
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

    /** What to exit with after the export was cancelled. */
    int exitCode() {
        int code = exitCode.get();
        return code == RUNNING ? ExitCode.STOPPED : code;
    }

    /** To be called when the export has ended. */
    @Override
    public void close() {
        ended.countDown();
    }
}
