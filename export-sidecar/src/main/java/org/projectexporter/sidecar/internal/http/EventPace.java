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

    /** For connections that may be idle for so long: pings keep those open whose listener answers, and no others. */
    static EventPace within(Duration idle) {
        Duration often = idle.dividedBy(2);
        return new EventPace(DEFAULT.tick(), often.compareTo(DEFAULT.ping()) < 0 ? often : DEFAULT.ping(), idle);
    }
}
