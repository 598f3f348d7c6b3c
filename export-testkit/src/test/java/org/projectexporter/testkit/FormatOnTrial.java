package org.projectexporter.testkit;

import java.util.List;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.example.BoxFormat;

/** The contract for whatever format {@link FormatContractTest} sets. */
final class FormatOnTrial extends ArchiveFormatContract {
    /** An independent reader of boxes. */
    static final String UNBOX =
            """
            import os, struct, sys
            box = open(sys.argv[1], 'rb')
            def text():
                return box.read(struct.unpack('>i', box.read(4))[0])
            folders = []
            assert box.read(4) == b'BOX1'
            while (kind := box.read(1)) != b'e':
                mode, seconds, nanos = struct.unpack('>iqi', box.read(16))
                path, target = text(), text()
                content = box.read(struct.unpack('>q', box.read(8))[0])
                box.read(8)
                time = seconds * 10**9 + nanos
                if kind == b'l':
                    os.symlink(target, path)
                elif kind == b'd':
                    os.mkdir(path)
                    folders.append((path, mode, time))
                else:
                    with open(path, 'wb') as file:
                        file.write(content)
                    os.chmod(path, mode)
                    os.utime(path, ns=(time, time))
            for path, mode, time in reversed(folders):
                os.chmod(path, mode)
                os.utime(path, ns=(time, time))
            """;

    private static ArchiveFormat format = new BoxFormat();

    private static long step = 1;

    static void set(ArchiveFormat newFormat, long mtimeStepNanos) {
        format = newFormat;
        step = mtimeStepNanos;
    }

    @Override
    protected ArchiveFormat format() {
        return format;
    }

    @Override
    protected long mtimeStepNanos() {
        return step;
    }

    @Override
    protected List<ForeignReader> foreignReaders() {
        return List.of(ForeignReader.of("python3", "-c", UNBOX, "{archive}").withMtimeStep(step));
    }
}
