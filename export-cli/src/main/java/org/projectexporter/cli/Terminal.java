package org.projectexporter.cli;

import java.util.Map;
import java.util.Properties;

/**
 * The properties of the terminal behind standard error.
 *
 * @param interactive whether it is a terminal that can redraw a line
 * @param columns its width
 * @param colour whether to use colours
 */
record Terminal(boolean interactive, int columns, boolean colour) {
    static final int DEFAULT_COLUMNS = 80;

    /** Set by the launcher, since Java cannot ask whether standard error is a terminal. */
    private static final String TTY_PROPERTY = "project.export.tty";

    private static final String COLUMNS_PROPERTY = "project.export.columns";

    /** Uses what the launcher found; without a launcher, it is not a terminal. */
    static Terminal detect(Properties properties, Map<String, String> environment) {
        boolean terminal = Boolean.parseBoolean(properties.getProperty(TTY_PROPERTY));
        boolean interactive = terminal && !"dumb".equals(environment.get("TERM"));
        boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(interactive, columns(properties, environment), colour);
    }

    private static int columns(Properties properties, Map<String, String> environment) {
        String text = properties.getProperty(COLUMNS_PROPERTY, environment.getOrDefault("COLUMNS", ""));
        boolean plausible = text.matches("[1-9][0-9]{0,3}");
        return plausible ? Integer.parseInt(text) : DEFAULT_COLUMNS;
    }
}
