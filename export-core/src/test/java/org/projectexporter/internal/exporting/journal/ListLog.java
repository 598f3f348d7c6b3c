package org.projectexporter.internal.exporting.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A log in memory. */
final class ListLog implements CheckpointStore.Log {
    final List<byte[]> records = new ArrayList<>();

    @Override
    public void replay(CheckpointStore.RecordReader reader) throws IOException {
        for (byte[] record : records) {
            reader.read(record);
        }
    }

    @Override
    public void append(byte[] record) {
        records.add(record);
    }

    @Override
    public void close() {}
}
