package org.projectexporter.sidecar.internal.http;

import java.time.Duration;

/**
 * How often streams of events do what they do.
 *
 * @param tick how long a stream rests after each message of progress
 * @param ping how often a stream asks its listener whether it is there
 * @param lost how long a listener may answer no ping before it is let go
 */
record EventPace(Duration tick, Duration ping, Duration lost) {
    /** Five messages of progress a second are more than eyes can follow. */
    static final EventPace DEFAULT =
            new EventPace(Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofSeconds(60));
}
