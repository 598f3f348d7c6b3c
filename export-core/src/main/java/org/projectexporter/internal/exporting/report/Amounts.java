package org.projectexporter.internal.exporting.report;

import java.util.Locale;

/** Numbers for people. */
final class Amounts {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Amounts() {}

    /** Three digits and a unit in powers of 1,000, as file managers of macOS and Linux show them. */
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
        String format = value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /** For example {@code 1,234}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** For example {@code 1,234 files}, {@code 1 file}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
