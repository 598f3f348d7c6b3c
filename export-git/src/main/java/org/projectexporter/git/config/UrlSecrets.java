package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Removes user information from URLs: RFC 3986, section 3.2.1, interpreted as Git does, which ends the authority at the
 * first slash, question mark or number sign and the user information at the last at sign before it.
 *
 * <p>Texts are bytes decoded as ISO-8859-1, so that non-ASCII bytes are preserved.
 */
public final class UrlSecrets {
    private static final String MARK = "://";
    /** Longer than any existing scheme; anything longer is not examined. */
    private static final int LONGEST_SCHEME = 40;

    private static final Set<String> SSH = Set.of("ssh", "git+ssh", "ssh+git");
    /** Remote helpers that run a command or use a descriptor: gitremote-helpers(7). */
    private static final Set<String> COMMANDS = Set.of("ext", "fd");

    private UrlSecrets() {}

    /** Removes user information from all URLs in a text; returns the same array if there is none. */
    public static byte[] blank(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String blanked = blank(text);
        return blanked.equals(text) ? bytes : blanked.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text without the user information of any URL in it. A bare SSH user name is not a secret and is kept. */
    public static String blank(String text) {
        int mark = text.indexOf(MARK);
        if (mark < 0 || text.indexOf('@', mark) < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (; mark >= 0; mark = text.indexOf(MARK, mark + MARK.length())) {
            int start = mark + MARK.length();
            int at = endOfUserInfo(text, start);
            if (at >= 0 && start >= done) {
                out.append(text, done, start).append(userName(scheme(text, mark), text.substring(start, at)));
                done = at + (out.charAt(out.length() - 1) == '/' ? 1 : 0);
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    /** Position of the last at sign of the authority that begins at {@code start}; -1 if it has none. */
    private static int endOfUserInfo(String text, int start) {
        int at = -1;
        for (int i = start; i < text.length() && !endsAuthority(text.charAt(i)); i++) {
            at = text.charAt(i) == '@' ? i : at;
        }
        return at;
    }

    private static boolean endsAuthority(char c) {
        return c <= ' ' || c == '/' || c == '?' || c == '#';
    }

    private static String scheme(String text, int mark) {
        int start = mark;
        while (start > 0 && mark - start < LONGEST_SCHEME && isOfScheme(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, mark).toLowerCase(Locale.ROOT);
    }

    private static boolean isOfScheme(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '-'
                || c == '.';
    }

    private static String userName(String scheme, String userInfo) {
        int colon = userInfo.indexOf(':');
        return SSH.contains(scheme) ? userInfo.substring(0, colon < 0 ? userInfo.length() : colon) : "";
    }

    /** A remote's URL without user information, query and fragment; null for one that is a command. */
    static @Nullable String clean(String url) {
        int helper = url.indexOf("::");
        if (helper > 0 && COMMANDS.contains(url.substring(0, helper).toLowerCase(Locale.ROOT))) {
            return null;
        }
        String blanked = blank(url);
        int mark = blanked.indexOf(MARK);
        if (mark < 0 || scheme(blanked, mark).equals("file")) {
            return blanked;
        }
        int end = mark;
        while (end < blanked.length() && blanked.charAt(end) != '?' && blanked.charAt(end) != '#') {
            end++;
        }
        return blanked.substring(0, end);
    }
}
