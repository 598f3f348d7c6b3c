package org.projectexporter.media.mhl;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * The names of ASC MHL's folder and files: {@code ascmhl/0001_FOLDER_2025-01-15_100000Z.mhl} and
 * {@code ascmhl/ascmhl_chain.xml}. Source: the ASC MHL specification, "ASC MHL Folder" and "File Names".
 */
final class MhlNames {
    /** The folder of a history. */
    static final RawPath FOLDER = RawPath.of("ascmhl");

    /** The chain file in it. */
    static final RawPath CHAIN = RawPath.of("ascmhl_chain.xml");

    private static final String SUFFIX = ".mhl";
    /** What follows the number is optional for the reference implementation. */
    private static final Pattern MANIFEST = Pattern.compile("(\\d{4,9})(?:_.+)?\\.mhl", Pattern.DOTALL);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd_HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** So that the name of a manifest has at most 255 bytes. */
    private static final int LONGEST_FOLDER = 200;

    /** The order of manifests: by generation. There may be two of one. */
    static final Comparator<String> BY_GENERATION =
            Comparator.comparingInt(MhlNames::generation).thenComparing(Comparator.naturalOrder());

    private MhlNames() {}

    /** Whether it is a manifest or a chain file. */
    static boolean isOfHistory(RawPath path) {
        RawPath parent = path.parent();
        return parent != null
                && parent.isNamed(FOLDER)
                && (path.isNamed(CHAIN) || generation(path.fileName().toString()) > 0);
    }

    /** The generation that the name of a manifest has; 0 for another name. */
    static int generation(String name) {
        Matcher matcher = MANIFEST.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The name of a new manifest. */
    static String manifest(int generation, RawPath folder, Instant time) {
        String name = MhlXml.isText(folder) ? folder.toString() : "folder";
        while (RawPath.of(name).length() > LONGEST_FOLDER) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return String.format(Locale.ROOT, "%04d_%s_%s%s", generation, name, TIME.format(time), SUFFIX);
    }
}
