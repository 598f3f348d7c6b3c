package org.projectexporter.internal.layout;

/**
 * The text of {@code FILE.RESTORE.txt}, which is written next to the volumes of an archive: how to join, check and
 * unpack them with standard tools of the operating system.
 */
public final class RestoreNote {
    private static final String RESTORING = String.join(
            "\r\n",
            "",
            "   Then, before any Git command or edit, in the folder that contains RESTORE-LFS.sh:",
            "   Linux and macOS, in a terminal; Windows, in Git Bash:  sh RESTORE-LFS.sh",
            "   It copies the media into the repositories, which need them; until then the unpacked files are the only"
                    + " copy.");

    private RestoreNote() {}

    /**
     * The note, with lines that end in CR LF, which editors on every system can show.
     *
     * @param archive the archive's file name, as text
     * @param volumes number of volumes, 2 or more
     * @param format name of the format
     * @param hasScript whether the archive has a script that restores Git LFS objects
     */
    public static String of(String archive, int volumes, String format, boolean hasScript) {
        return String.join(
                "\r\n",
                "The archive " + archive + " is split into " + volumes + " volumes,",
                archive + ".001 to " + ShellCommands.volume(archive, volumes) + ".",
                "Put all of them into one folder; none may be missing. Run the commands below in that folder.",
                "",
                "1. Check that all volumes arrived intact",
                "   Linux:    sha256sum -c " + ShellCommands.unix(archive + ".sha256"),
                "   macOS:    shasum -a 256 -c " + ShellCommands.unix(archive + ".sha256"),
                "   Windows:  certutil -hashfile " + ShellCommands.windows(archive + ".001") + " SHA256",
                "             for each volume; compare with the lines of " + archive + ".sha256",
                "",
                "2. Join them",
                "   Linux and macOS, in a terminal:",
                "             " + ShellCommands.unixJoin(archive, volumes),
                "   Windows, in a command prompt (cmd):",
                "             " + ShellCommands.windowsJoin(archive, volumes),
                "   With 7-Zip you can skip this step: open " + archive + ".001 and extract it." + sevenZip(format),
                "",
                "3. Unpack",
                unpacking(archive, format) + (hasScript ? RESTORING : ""),
                "   To check every file, in the folder that contains SHA256SUMS:",
                "   Linux:    sha256sum -c --quiet SHA256SUMS",
                "   macOS:    shasum -a 256 -c SHA256SUMS",
                "");
    }

    /** 7-Zip treats compression as an archive of one file. */
    private static String sevenZip(String format) {
        return format.startsWith("tar.") ? "\r\n   It gives you a .tar file: open that with 7-Zip, too." : "";
    }

    private static String unpacking(String archive, String format) {
        if (format.equals("zip")) {
            return String.join(
                    "\r\n",
                    "   Windows:  right-click " + archive + ", then Extract All",
                    "   macOS:    double-click " + archive,
                    "   Linux:    unzip " + ShellCommands.unix(archive));
        }
        return format.equals("tar.zst")
                ? "   Linux, and macOS with zstd:  tar --zstd -xf " + ShellCommands.unix(archive)
                        + "\r\n             (GNU tar starts the program zstd, which must be installed)"
                        + "\r\n   Windows:  with 7-Zip 24.01 or newer; it gives you a .tar file, which it opens, too"
                        + "\r\n   In programs: decode all frames; calls that decode one only return the beginning"
                : "   Linux, macOS, Windows 10 and newer:  tar -xf " + ShellCommands.unix(archive);
    }
}
