package org.projectexporter.git.config;

import java.util.List;
import java.util.Objects;

/** Writes entries as the text of a Git configuration, in the form that Git itself uses: git-config(1), "Syntax". */
public final class ConfigWriter {
    private ConfigWriter() {}

    /** The text of a configuration with these entries, in order. */
    public static String write(List<ConfigEntry> entries) {
        StringBuilder out = new StringBuilder();
        ConfigEntry before = null;
        for (ConfigEntry entry : entries) {
            boolean sameSection = before != null
                    && before.section().equals(entry.section())
                    && Objects.equals(before.subsection(), entry.subsection());
            if (!sameSection) {
                out.append(header(entry));
            }
            out.append('\t').append(entry.name());
            String value = entry.value();
            out.append(value == null ? "" : " = " + quoted(value)).append('\n');
            before = entry;
        }
        return out.toString();
    }

    private static String header(ConfigEntry entry) {
        String subsection = entry.subsection();
        return "[" + entry.section()
                + (subsection == null
                        ? ""
                        : " \"" + subsection.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                + "]\n";
    }

    private static String quoted(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\b", "\\b");
        boolean plain = !value.startsWith(" ")
                && !value.endsWith(" ")
                && !value.endsWith("\r")
                && value.indexOf('#') < 0
                && value.indexOf(';') < 0;
        return plain ? escaped : "\"" + escaped + "\"";
    }
}
