package org.projectexporter.sidecar;

import java.time.Duration;

/** Checks of options; each throws an {@link IllegalArgumentException} that names the option. */
final class Checks {
    private Checks() {}

    static void requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + " but must be from " + least + " to " + most);
        }
    }

    static Duration requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than 0");
        }
        return value;
    }

    static Duration requireSecond(String name, Duration value) {
        if (value.toSeconds() < 1) {
            throw new IllegalArgumentException(name + " must be a second or more");
        }
        return value;
    }
}
