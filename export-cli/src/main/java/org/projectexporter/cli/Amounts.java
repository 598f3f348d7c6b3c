package org.projectexporter.cli;

import java.time.Duration;
import java.util.Locale;

/** Human-readable numbers: three digits and a unit, in powers of 1,000 like disk vendors and file managers. */
final class Amounts {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Amounts() {}

    /** For example {@code 999 bytes}, {@code 4.16 GB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 999.5) {
            value /= 1000;
            unit++;
        }
        return threeDigits(value) + " " + UNITS[unit];
    }

    private static String threeDigits(double value) {
        String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }

    /** For example {@code 1.25 GB/s}. */
    static String rate(double bytesPerSecond) {
        return bytes(Math.round(bytesPerSecond)) + "/s";
    }

    /** For example {@code 1,234}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** For example {@code 1,234 files}, {@code 1 file}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** For example {@code 3.2 s}, {@code 42 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
    static String duration(Duration duration) {
        double exact = duration.toMillis() / 1000.0;
        if (exact < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", exact);
        }
        long seconds = Math.round(exact);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    /** The same in whole seconds, for estimates. */
    static String remaining(double seconds) {
        return duration(Duration.ofSeconds(Math.round(Math.max(1, seconds)))).replace(".0 s", " s");
    }
}
