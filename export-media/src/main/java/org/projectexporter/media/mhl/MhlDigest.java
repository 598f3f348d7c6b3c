package org.projectexporter.media.mhl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.projectexporter.spi.files.SealFormat;

/** The hashes of one file, one after another: for each, the code of its kind and its bytes. */
final class MhlDigest implements SealFormat.Digest {
    private final EnumMap<MhlHash, MhlHash.Running> running = new EnumMap<>(MhlHash.class);

    MhlDigest(Set<MhlHash> kinds) {
        kinds.forEach(kind -> running.put(kind, kind.start()));
    }

    @Override
    public void update(ByteBuffer data) {
        running.values().forEach(hash -> hash.update(data.duplicate()));
    }

    @Override
    public byte[] finish() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        running.forEach((kind, hash) -> {
            all.write(kind.code());
            all.writeBytes(hash.finish());
        });
        return all.toByteArray();
    }

    /** The hashes of a result, in the order of their kinds. */
    static Map<MhlHash, byte[]> parse(byte[] result) {
        Map<MhlHash, byte[]> hashes = new EnumMap<>(MhlHash.class);
        ByteBuffer in = ByteBuffer.wrap(result);
        while (in.hasRemaining()) {
            MhlHash kind = MhlHash.of(in.get());
            byte[] hash = new byte[kind.bytes()];
            in.get(hash);
            hashes.put(kind, hash);
        }
        return hashes;
    }
}
