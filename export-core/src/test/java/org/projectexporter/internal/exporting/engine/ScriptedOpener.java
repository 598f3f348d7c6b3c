package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.internal.exporting.plan.HeldFiles;
import org.projectexporter.internal.exporting.plan.KeptContent;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;

/** Opens real files, and lets a test act between opening and reading them. */
final class ScriptedOpener extends ContentOpener {
    /** What happens to a file; openings and readings count from 1. */
    interface Script {
        default void opened(int opening) throws IOException {}

        default void read(int opening, int reading) throws IOException {}

        default void closed(int opening) throws IOException {}
    }

    private final Script script;
    private int openings;

    ScriptedOpener(Path project, Script script) {
        super(new KeptContent(null, new HeldFiles(project)), List.of(project), new UnreadableFiles(OnUnreadable.FAIL));
        this.script = script;
    }

    static ScriptedOpener onOpening(Path file, FileAction action) {
        return new ScriptedOpener(file.getParent(), new Script() {
            @Override
            public void read(int opening, int reading) throws IOException {
                if (reading == 1) {
                    action.run(file, opening);
                }
            }
        });
    }

    /** Something done to a file. */
    interface FileAction {
        void run(Path file, int time) throws IOException;
    }

    int openings() {
        return openings;
    }

    @Override
    Stream open(PlannedEntry entry) throws IOException {
        Stream stream = super.open(entry);
        openings++;
        int opening = openings;
        script.opened(opening);
        return new Scripted(stream, opening);
    }

    private final class Scripted implements Stream {
        private final Stream stream;
        private final int opening;
        private int readings;

        private Scripted(Stream stream, int opening) {
            this.stream = stream;
            this.opening = opening;
        }

        @Override
        public @Nullable FileStat before() {
            return stream.before();
        }

        @Override
        public boolean isJustWritten() {
            return stream.isJustWritten();
        }

        @Override
        public int readOnce(ByteBuffer into) throws IOException {
            readings++;
            script.read(opening, readings);
            return stream.readOnce(into);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            readings++;
            script.read(opening, readings);
            return stream.read(into);
        }

        @Override
        public void position(long position) throws IOException {
            stream.position(position);
        }

        @Override
        public @Nullable FileStat stat() throws IOException {
            return stream.stat();
        }

        @Override
        public void close() throws IOException {
            stream.close();
            script.closed(opening);
        }
    }
}
