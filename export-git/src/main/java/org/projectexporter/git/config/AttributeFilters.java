package org.projectexporter.git.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * The filters that a file of attributes names, apart from Git LFS: gitattributes(5), "filter". Git runs their programs
 * only if a configuration defines them, and no configuration travels with programs in it.
 */
public final class AttributeFilters {
    /** The largest file that is read. Git itself reads more, {@code ATTR_MAX_FILE_SIZE} in {@code attr.h}. */
    public static final int LARGEST = 4 << 20;

    private static final RawPath NAME = RawPath.of(".gitattributes");
    private static final RawPath OF_REPOSITORY = RawPath.of("info/attributes");
    /** Git ignores longer lines: {@code ATTR_MAX_LINE_LENGTH} in {@code attr.h}. */
    private static final int LONGEST_LINE = 2048;

    private static final int MOST = 100;
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    /** The names that tools give; any other is not worth a message. */
    private static final Pattern FILTER_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}");

    private AttributeFilters() {}

    /** Whether a path is that of a file of attributes in a working tree. */
    public static boolean isAttributes(RawPath path) {
        return path.isNamed(NAME);
    }

    /** Whether a path in the folder of a repository is that of its own attributes. */
    public static boolean isAttributesOfRepository(RawPath below) {
        return below.equals(OF_REPOSITORY);
    }

    /** The filters that the content of a file of attributes names. */
    public static Map<String, Filter> in(byte[] content) {
        Map<String, Filter> found = new TreeMap<>();
        new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.length() < LONGEST_LINE)
                .forEach(line -> addFilters(attributes(line.strip()), found));
        return found;
    }

    /** Whether the content of a file of attributes names the filter of Git LFS. */
    public static boolean nameLfs(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.length() < LONGEST_LINE)
                .flatMap(line -> BLANKS.splitAsStream(attributes(line.strip())))
                .anyMatch("filter=lfs"::equals);
    }

    /** The part of a line after the pattern, which may be quoted; for a macro it is everything. */
    private static String attributes(String line) {
        if (line.startsWith("#")) {
            return "";
        }
        return line.startsWith("\"") ? line.replaceFirst("^\"([^\"\\\\]|\\\\.)*\"?", "") : line;
    }

    private static void addFilters(String attributes, Map<String, Filter> found) {
        String diff = "";
        String filter = "";
        for (String attribute : BLANKS.splitAsStream(attributes).toList()) {
            diff = attribute.startsWith("diff=") ? attribute.substring("diff=".length()) : diff;
            filter = attribute.startsWith("filter=") ? attribute.substring("filter=".length()) : filter;
        }
        if (found.size() < MOST
                && !filter.equals("lfs")
                && FILTER_NAME.matcher(filter).matches()) {
            found.merge(filter, Filter.of(filter, filter.equals(diff)), Filter::or);
        }
    }
}
