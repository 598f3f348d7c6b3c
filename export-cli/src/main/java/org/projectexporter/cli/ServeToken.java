package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The token that requests must carry. It comes from the environment or a file: other users can see a process's
 * arguments.
 */
final class ServeToken {
    static final String VARIABLE = "PROJECT_EXPORT_TOKEN";
    static final String LOOKUP_VARIABLE = "PROJECT_EXPORT_LOOKUP_TOKEN";

    /** What a header can carry as one word; shorter tokens could be guessed. */
    private static final Pattern TOKENS = Pattern.compile("[!-~]{16,1024}");

    private ServeToken() {}

    /** Empty if none is given: the sidecar then uses its own in the data folder. */
    static String of(Map<String, String> environment) throws IOException {
        return of(VARIABLE, environment);
    }

    /** The token for looking up projects; empty if none is given. */
    static String ofLookup(Map<String, String> environment) throws IOException {
        return of(LOOKUP_VARIABLE, environment);
    }

    private static String of(String variable, Map<String, String> environment) throws IOException {
        String given = environment.getOrDefault(variable, "");
        if (!given.isEmpty()) {
            return require(variable, given);
        }
        String file = environment.getOrDefault(variable + "_FILE", "");
        if (!file.isEmpty()) {
            String text = TextFile.read(Path.of(file)).strip();
            return require("the file that " + variable + "_FILE names", text);
        }
        return "";
    }

    /** The message does not contain the token. */
    private static String require(String where, String token) {
        if (!TOKENS.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    where + " must contain 16 to 1024 visible ASCII characters without spaces");
        }
        return token;
    }
}
