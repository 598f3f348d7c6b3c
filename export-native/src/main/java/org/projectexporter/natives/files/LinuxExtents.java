package org.projectexporter.natives.files;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.ExtentSharing;

/**
 * Shares extents with the ioctl {@code FICLONERANGE} of Linux (ioctl_ficlonerange(2)), which btrfs and XFS support.
 *
 * <p>Java does not reveal the descriptors of its channels, so both files are opened again, without following a link,
 * and compared with the files that the caller has open: {@code /proc/self/fd/N} leads to the file that is open as N,
 * whatever its name is now (proc_pid_fd(5)).
 */
public final class LinuxExtents implements ExtentSharing {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxExtents.class);

    /**
     * {@code _IOW(0x94, 13, struct file_clone_range)} (linux/fs.h), where bits 30 and 31 are the direction as in
     * asm-generic/ioctl.h: not on MIPS, PowerPC and SPARC.
     */
    private static final long FICLONERANGE = 0x4020_940DL;

    /** A descriptor and three numbers, each of 64 bits. */
    private static final int RANGE_BYTES = 4 * Long.BYTES;

    private final LinuxFiles.C c;

    /**
     * Loads the C library, for {@link java.util.ServiceLoader}.
     *
     * @throws UnsatisfiedLinkError on other platforms
     */
    public LinuxExtents() {
        c = LinuxFiles.load();
    }

    @Override
    public boolean share(Place from, Place to, long bytes) {
        try (Descriptor source = open(from, LinuxFiles.O_RDONLY);
                Descriptor target = open(to, LinuxFiles.O_RDWR);
                Memory range = new Memory(RANGE_BYTES)) {
            range.setLong(0, source.number);
            range.setLong(Long.BYTES, from.offset());
            range.setLong(2 * Long.BYTES, bytes);
            range.setLong(3 * Long.BYTES, to.offset());
            Pointer argument = range;
            LinuxFiles.check(c, c.ioctl(target.number, new NativeLong(FICLONERANGE), argument), to.file());
            return true;
        } catch (IOException e) {
            LOG.debug("{} cannot be shared: {}", from.file(), e.getMessage());
            return false;
        }
    }

    private Descriptor open(Place place, int access) throws IOException {
        Descriptor opened = new Descriptor(LinuxFiles.open(c, place.file(), access));
        try {
            opened.requireIs(place.expected());
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** An open file. */
    private final class Descriptor implements AutoCloseable {
        private final int number;

        Descriptor(int number) {
            this.number = number;
        }

        void requireIs(FileStat expected) throws IOException {
            Map<String, Object> found = Files.readAttributes(Path.of("/proc/self/fd/" + number), "unix:dev,ino");
            boolean same = Long.valueOf(expected.device()).equals(found.get("dev"))
                    && Long.valueOf(expected.inode()).equals(found.get("ino"));
            if (!same) {
                throw new IOException("another file has replaced it");
            }
        }

        @Override
        public void close() {
            c.close(number);
        }
    }
}
