package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The server's heap: too small a one is refused by name, and another one than was asked for is reported. */
class HeapFlagTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.projectexporter.sidecar");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    private static void check(@Nullable Integer memoryMb, int heapMb) {
        HeapFlag flag = new HeapFlag();
        flag.memoryMb = memoryMb;
        flag.check((long) heapMb << 20);
    }

    @Test
    void heapThatIsTooSmall_isRefusedByName() {
        assertThatThrownBy(() -> check(31, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--memory-mb is 31, but the server needs 32");
    }

    /** Java reports a little less than it was given. */
    @Test
    void heapThatWasAskedFor_isNotMentioned() {
        check(null, 4_000);
        check(64, 62);
        check(32, 31);

        assertThat(log.list).isEmpty();
    }

    @Test
    void otherHeap_isReported() {
        check(64, 512);
        check(1_000, 64);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        text -> assertThat(text).contains("512 MiB", "64", "PROJECT_EXPORT_JAVA_OPTIONS"),
                        text -> assertThat(text).contains("64 MiB", "1000"));
    }
}
