package org.projectexporter.testkit.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.projectexporter.ArchiveDefect;

/** Paths that no entry of an archive may have. */
public final class HostileNames {
    /**
     * One such path.
     *
     * @param defect the defect that the refusal of an archive with this path must report
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record HostileName(byte[] path, ArchiveDefect defect) {
        @Override
        public String toString() {
            String text = new String(path, StandardCharsets.UTF_8);
            String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
            StringBuilder visible = new StringBuilder();
            shown.codePoints()
                    .forEach(point -> visible.append(
                            point > ' ' && point < 127
                                    ? Character.toString(point)
                                    : String.format(Locale.ROOT, "{%04X}", point)));
            return "a file named " + visible;
        }
    }

    /** Spellings that some file system treats as {@code .git}. */
    private static final List<String> GIT = List.of(
            ".GIT",
            ".Git",
            ".giT",
            ".git.",
            ".git ",
            ".git. . ",
            ".git...",
            "git~1",
            "GIT~1",
            "Git~2",
            "git~1.",
            ".git:",
            ".git::$INDEX_ALLOCATION",
            ".git::$index_allocation",
            ".GIT:stream",
            "git~1::$INDEX_ALLOCATION",
            ".g\u200cit",
            "\u200d.git",
            ".git\u200e",
            ".gi\u200ft",
            ".\u202agit",
            ".g\u202eit",
            ".git\u206a",
            ".git\u206f",
            "\ufeff.git",
            ".g\u00adit",
            ".gi\u034ft",
            ".git\ufe0f",
            ".G\u200cIT",
            ".git\u200c.",
            "\uff0e\uff47\uff49\uff54",
            ".g\u0131t",
            ".G\u0130T");

    private HostileNames() {}

    /** The paths for an export whose project is called {@code name}. */
    public static List<HostileName> of(String name) {
        List<HostileName> names = new ArrayList<>();
        add(names, ArchiveDefect.ABSOLUTE_PATH, "/etc/passwd", "/" + name + "/x", "//server/share");
        add(names, ArchiveDefect.DRIVE_LETTER, "C:/x", "c:x", "z:\\x");
        add(names, ArchiveDefect.EMPTY_SEGMENT, name + "//x", name + "/a//b");
        add(names, ArchiveDefect.DOT_SEGMENT, "../x", "..", "./" + name + "/x", name + "/../x");
        add(names, ArchiveDefect.DOT_SEGMENT, name + "/./x", name + "/a/..", name + "/.");
        add(names, ArchiveDefect.BACKSLASH, name + "/..\\x", name + "/a\\..\\..\\x", name + "/a\\..", "\\x");
        add(names, ArchiveDefect.BACKSLASH, name + "/a\\.git", name + "/.git\\config", name + "/.GIT \\hooks");
        add(names, ArchiveDefect.NUL_IN_NAME, name + "/x\0.txt", name + "\0/x");
        add(names, ArchiveDefect.LONG_NAME, name + "/" + "x".repeat(256));
        add(names, ArchiveDefect.LONG_PATH, name + "/" + "y/".repeat(2100) + "z");
        add(
                names,
                ArchiveDefect.GIT_LOOKALIKE,
                ".git/config",
                name + "/.git/.git",
                name + "/.git/x/.GIT",
                name + "/.git");
        for (String git : GIT) {
            add(names, ArchiveDefect.GIT_LOOKALIKE, name + "/" + git + "/config");
            add(names, ArchiveDefect.GIT_LOOKALIKE, name + "/sub/" + git);
        }
        add(names, ArchiveDefect.WRONG_LAYOUT, "x", name + "x/y", name + ".dependencies2/x", name + ".dependencies");
        return names;
    }

    private static void add(List<HostileName> names, ArchiveDefect defect, String... paths) {
        for (String path : paths) {
            names.add(new HostileName(path.getBytes(StandardCharsets.UTF_8), defect));
        }
    }
}
