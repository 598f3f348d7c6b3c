package org.projectexporter.natives.files;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;

import org.projectexporter.natives.Jna;
import org.projectexporter.spi.NativeNames;

/** Files as the C library of Linux has them: Java does not reveal the descriptors of its channels. */
final class LinuxFiles {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    /** asm-generic/fcntl.h, and the exceptions in that of arm64. */
    static final int O_NOFOLLOW = isArm() ? 0100000 : 0400000;

    static final int O_DIRECTORY = isArm() ? 040000 : 0200000;

    /** The names that JNA gives to the architectures whose constants are known here. */
    private static final Set<String> ARCHITECTURES = Set.of("x86-64", "aarch64", "riscv64");

    /** The functions of the C library. */
    interface C extends Library {
        int open(byte[] path, int flags, Object... mode);

        int ioctl(int descriptor, NativeLong request, Object... argument);

        int syncfs(int descriptor);

        int close(int descriptor);

        String strerror(int error);
    }

    private LinuxFiles() {}

    private static boolean isArm() {
        return Platform.ARCH.equals("aarch64");
    }

    /**
     * Loads the C library.
     *
     * @throws UnsatisfiedLinkError on other platforms
     */
    static C load() {
        if (!Platform.isLinux() || !ARCHITECTURES.contains(Platform.ARCH)) {
            throw new UnsatisfiedLinkError("nothing is known of " + Platform.RESOURCE_PREFIX);
        }
        try {
            Jna.load();
        } catch (IOException e) {
            throw (UnsatisfiedLinkError) new UnsatisfiedLinkError(e.getMessage()).initCause(e);
        }
        return Native.load(Platform.C_LIBRARY_NAME, C.class);
    }

    /** Opens a file, not a link, without waiting. Returns its descriptor. */
    static int open(C c, Path file, int access) throws IOException {
        byte[] name = NativeNames.bytesOf(file.toAbsolutePath()).bytes();
        byte[] path = new byte[name.length + 1]; // ends with a NUL
        System.arraycopy(name, 0, path, 0, name.length);
        return check(c, c.open(path, access | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), file);
    }

    /** The result of a function, unless it says that it has failed. */
    static int check(C c, int result, Path file) throws IOException {
        if (result < 0) {
            throw new FileSystemException(file.toString(), null, c.strerror(Native.getLastError()));
        }
        return result;
    }
}
