package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.ConfigReader;
import org.projectexporter.git.folder.FolderRule;
import org.projectexporter.git.folder.GitFolderRow;
import org.projectexporter.git.folder.GitFolderTable;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Recognizes files that contain credentials by their content, among those that Git does not define: copies of a
 * configuration, and private keys (RFC 7468, section 10; PuTTY's format).
 */
final class CredentialFiles {
    private static final int HEAD_BYTES = 4096;

    /** As in a configuration that cannot be read as a whole, such as one with conflict markers. */
    private static final Pattern SECTION = Pattern.compile("(?m)^\\[[-.0-9A-Za-z]+(?:[ \\t]+\"[^\"\\n]*\")?\\]");

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [0-9A-Z ]*PRIVATE KEY(?: BLOCK)?-----|(?s)\\APuTTY-User-Key-File-");

    private CredentialFiles() {}

    /** Whether a regular file contains credentials; false for one that is gone. */
    static boolean isOne(SourceItem file) throws IOException {
        try (InputStream in = SmallFile.open(file)) {
            String head = text(in.readNBytes(HEAD_BYTES));
            if (PRIVATE_KEY.matcher(head).find()) {
                return true;
            }
            return GitNames.isLikeConfig(file.path())
                    && isConfig(head + text(in.readNBytes(SmallFile.MAX_BYTES - HEAD_BYTES)));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether the file that a link leads to contains credentials, by its own name too. */
    static boolean isOneByOwnName(SourceItem file) throws IOException {
        RawPath name = NativeNames.nameOf(file.file());
        GitFolderRow row = GitFolderTable.byName(name);
        boolean secret = row != null && row.rule() == FolderRule.SECRET;
        return secret || isOne(file) || isOne(new SourceItem(file.file(), name, file.stat()));
    }

    /** Without the zeros that a copy in UTF-16 has, as Windows PowerShell writes it. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    private static boolean isConfig(String text) {
        if (SECTION.matcher(text).find()) {
            return true;
        }
        try {
            return !ConfigReader.read(text).isEmpty();
        } catch (SourceException e) {
            return false;
        }
    }
}
