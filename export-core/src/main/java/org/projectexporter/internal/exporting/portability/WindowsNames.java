package org.projectexporter.internal.exporting.portability;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of Windows for names of files and folders (Microsoft, "Naming Files, Paths, and Namespaces"), for a zip
 * that is unpacked there.
 */
final class WindowsNames {
    /** The longest name in UTF-16 units, on NTFS, exFAT and HFS+. */
    static final int LONGEST_NAME = 255;

    /** The longest path below a drive in UTF-16 units: MAX_PATH, 260, includes {@code C:\} and the NUL at the end. */
    static final int LONGEST_PATH = 260 - "C:\\".length() - 1;

    private static final String FORBIDDEN = "<>:\"|?*\\";
    private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");
    /** COM and LPT with a digit; the superscripts of Latin-1 count as digits. */
    private static final Pattern PORT = Pattern.compile("(COM|LPT)[1-9\u00b9\u00b2\u00b3]");

    private static final int LONGEST_DEVICE = "CONOUT$".length();

    private WindowsNames() {}

    static boolean isForbidden(int character) {
        return (character >= 0 && character < ' ') || FORBIDDEN.indexOf(character) >= 0;
    }

    /** Whether the name is that of a device, whatever its case, extension and trailing blanks. */
    static boolean isReserved(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != ':') {
            end++;
        }
        while (end > 0 && name.charAt(end - 1) == ' ') {
            end--;
        }
        if (end > LONGEST_DEVICE) {
            return false;
        }
        String base = name.substring(0, end).toUpperCase(Locale.ROOT);
        return DEVICES.contains(base) || PORT.matcher(base).matches();
    }

    /** Whether a name that begins with this byte may be reserved. */
    static boolean mayBeReserved(int first) {
        return "cpanlCPANL".indexOf(first) >= 0;
    }
}
