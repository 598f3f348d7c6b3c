package org.projectexporter.sidecar.internal.http;

import java.time.Duration;

/**
 * The timing of event streams.
 *
 * @param tick how long a stream pauses after each progress message
 * @param ping how often a stream pings its listener
 * @param lost how long a listener may leave pings unanswered before it is dropped
 */
record EventPace(Duration tick, Duration ping, Duration lost) {
    /** Five progress messages a second are enough for a human reader. */
    static final EventPace DEFAULT =
            new EventPace(Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofSeconds(60));

    /** The default, with pings that are frequent enough for connections that may be idle for so long. */
    static EventPace within(Duration idle) {
        Duration often = idle.dividedBy(2);
        return new EventPace(
                DEFAULT.tick(), often.compareTo(DEFAULT.ping()) < 0 ? often : DEFAULT.ping(), DEFAULT.lost());
    }
}
