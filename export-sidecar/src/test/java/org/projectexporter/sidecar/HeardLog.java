package org.projectexporter.sidecar;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is logged, by whomever, at a level that an operator looks at. */
final class HeardLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<String> events = new CopyOnWriteArrayList<>();

    static HeardLog open() {
        HeardLog log = new HeardLog();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.root.setLevel(Level.INFO);
        log.root.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith("com.networknt")) {
            return; // reads the description of the routes for the tests
        }
        boolean trace = event.getThrowableProxy() != null;
        if (event.getLevel().isGreaterOrEqual(Level.WARN) || trace) {
            events.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage()
                    + (trace ? " " + event.getThrowableProxy().getClassName() : ""));
        }
    }

    /** Warnings, errors, and whatever came with a stack trace. */
    List<String> alarms() {
        return events;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        stop();
    }
}
