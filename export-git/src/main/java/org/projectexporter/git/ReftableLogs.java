package org.projectexporter.git;

import org.eclipse.jgit.internal.storage.io.BlockSource;
import org.eclipse.jgit.internal.storage.reftable.LogCursor;
import org.eclipse.jgit.internal.storage.reftable.RefCursor;
import org.eclipse.jgit.internal.storage.reftable.ReftableConfig;
import org.eclipse.jgit.internal.storage.reftable.ReftableReader;
import org.eclipse.jgit.internal.storage.reftable.ReftableWriter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;

import org.projectexporter.SourceException;

/**
 * Takes user information out of the URLs in the reflogs of one reftable: {@code git pull https://user:TOKEN@host} writes it there.
 * A table without any stays as it is, byte for byte; another is written anew by JGit, with the same refs, entries and update
 * indexes.
 */
final class ReftableLogs {
    /** More than the longest entry of a log that Git writes. */
    private static final int LOG_BLOCK_BYTES = 1 << 20;

    private static final char NOT_UTF8 = '\ufffd';

    private final ReftableReader table;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ReftableWriter writer;

    private ReftableLogs(ReftableReader table) throws IOException {
        this.table = table;
        table.setIncludeDeletes(true);
        ReftableConfig config = new ReftableConfig();
        config.setRefBlockSize(table.blockSize() > 0 ? table.blockSize() : config.getRefBlockSize());
        config.setLogBlockSize(LOG_BLOCK_BYTES);
        config.setIndexObjects(table.hasObjectMap());
        this.writer = new ReftableWriter(config, out)
                .setMinUpdateIndex(table.minUpdateIndex())
                .setMaxUpdateIndex(table.maxUpdateIndex())
                .begin();
    }

    /**
     * The table as it may travel: the same bytes where there was nothing to blank.
     *
     * @throws SourceException if there is something to blank in a table that cannot be written anew
     */
    static byte[] blank(byte[] table, IdFormat ids) throws SourceException {
        if (!LogBlocks.isTable(table)) {
            return UrlSecrets.blank(table);
        }
        if (!LogBlocks.anyMatch(table, text -> UrlSecrets.blank(text) != text)) {
            return table;
        }
        if (ids != IdFormat.SHA1) {
            throw new SourceException(
                    "a reftable with ids of SHA-256 holds user information in a URL in a reflog, and cannot be"
                            + " written without it: git reflog expire --expire=now --all and git gc remove reflogs"
                            + GitErrors.NEXT_STEP);
        }
        try (ReftableReader reader = new ReftableReader(BlockSource.from(table))) {
            return new ReftableLogs(reader).rewritten();
        } catch (SourceException e) {
            throw e;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new SourceException(
                    "a table in reftable cannot be written without the user information in its reflogs: "
                            + e.getMessage(),
                    e);
        }
    }

    private byte[] rewritten() throws IOException {
        try (RefCursor refs = table.allRefs()) {
            while (refs.next()) {
                Ref ref = refs.getRef();
                requireUtf8(ref.getName());
                writer.writeRef(ref, ref.getUpdateIndex());
            }
        }
        try (LogCursor logs = table.allLogs()) {
            while (logs.next()) {
                requireUtf8(logs.getRefName());
                write(logs.getRefName(), logs.getUpdateIndex(), logs);
            }
        }
        writer.finish();
        return out.toByteArray();
    }

    private void write(String name, long updateIndex, LogCursor at) throws IOException {
        ReflogEntry entry = at.getReflogEntry();
        if (entry == null) {
            writer.deleteLog(name, updateIndex);
            return;
        }
        byte[] message = UrlSecrets.blank(entry.getComment().getBytes(StandardCharsets.UTF_8));
        String blanked = new String(message, StandardCharsets.UTF_8);
        writer.writeLog(name, updateIndex, entry.getWho(), entry.getOldId(), entry.getNewId(), blanked);
    }

    /** JGit's names are text. */
    private static void requireUtf8(String name) throws SourceException {
        if (name.indexOf(NOT_UTF8) >= 0) {
            throw new SourceException(
                    "a ref in a reftable has a name that is not UTF-8, and its table holds user information in a"
                            + " URL in a reflog");
        }
    }
}
