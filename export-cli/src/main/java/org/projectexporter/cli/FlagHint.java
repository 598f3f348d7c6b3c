package org.projectexporter.cli;

import picocli.CommandLine.Model.CommandSpec;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ExportException;
import org.projectexporter.InvalidOptionException;
import org.projectexporter.RefusedArchiveException;

/** The flags of this command line that help against a failure. The library knows options alone. */
final class FlagHint {
    private FlagHint() {}

    /** The message of a failure, with the flag of that command that helps or was wrong, if there is one. */
    static String message(Exception failure, CommandSpec command) {
        if (failure instanceof ExportException known) {
            return message(known, command.name());
        }
        String text = Failures.message(failure);
        if (failure instanceof InvalidOptionException invalid) {
            String flag = "--" + invalid.option().replace('_', '-');
            return command.findOption(flag) == null ? text : text + " (" + flag + ")";
        }
        return text;
    }

    /** The message of a failure, with the flag that helps, if there is one. */
    static String message(ExportException failure, String command) {
        String flags = failure instanceof RefusedArchiveException refused
                ? ofLimit(refused.defect())
                : ofReason(failure, command);
        return flags.isEmpty() ? failure.getMessage() : failure.summary() + " (" + flags + ")";
    }

    private static String ofReason(ExportException failure, String command) {
        return switch (failure.reason()) {
            case UNKNOWN_PLUGIN -> "--plugin-path, if a plug-in provides it";
            case UNKNOWN_FORMAT -> "--plugin-path, if the format is that of a plug-in";
            case TARGET_EXISTS -> command.equals("import") ? "--on-conflict rename" : "--force";
            case INTERRUPTED_BEFORE -> "--force";
            case SOURCE_GONE -> "--same-project if it is the same";
            case SOURCE_UNREADABLE -> "--on-unreadable skip" + (command.equals("export") ? ", or --exclude" : "");
            case SOURCE_BROKEN -> "--broken-repository keep, or --no-history";
            case SOURCE_UNSUPPORTED -> "--no-history";
            case CONTENT_CORRUPT, CONTENT_MISSING -> "--missing-lfs warn";
            case FILE_TOO_LARGE -> "--split-size-mb 4095"; // of FAT, whose largest file has 4 GiB - 1
            case FORMAT_LIMIT ->
                failure.option()
                        .filter("exclude"::equals)
                        .map(option -> "--exclude")
                        .orElse("");
            case PROJECT_NAME_UNUSABLE -> "--name";
            case OUTSIDE_NOT_ALLOWED -> "--dependencies --dependency-root DIR";
            case OUT_OF_MEMORY -> "PROJECT_EXPORT_JAVA_OPTIONS=-Xmx4g in the environment, or --memory-mb";
            default -> "";
        };
    }

    private static String ofLimit(ArchiveDefect defect) {
        return switch (defect) {
            case TOO_MANY_ENTRIES -> "--max-entries";
            case TOO_MANY_BYTES -> "--max-bytes";
            case RATIO -> "--max-ratio";
            case LONG_PATH -> "--max-path-bytes";
            case LARGE_MANIFEST -> "--max-manifest-bytes";
            case DRIVE_LETTER, BACKSLASH -> "export with --name";
            default -> "";
        };
    }
}
