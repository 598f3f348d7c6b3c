package org.projectexporter.spi.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

@Timeout(60)
class ConfinedFolderTest {
    private static final String INSIDE = "inside";
    private static final String OUTSIDE = "outside";

    @TempDir
    Path temp;

    private Path root;
    private Path folder;
    private Path file;
    private Path outside;
    private ConfinedFolder confined;

    @BeforeEach
    void makeFolders() throws IOException {
        root = temp.resolve("project");
        folder = Files.createDirectories(root.resolve("a/b"));
        file = Files.writeString(folder.resolve("file"), INSIDE);
        outside = Files.createDirectories(temp.resolve("outside/b"));
        Files.writeString(outside.resolve("file"), OUTSIDE);
        Files.writeString(outside.resolve("other"), OUTSIDE);
        confined = new ConfinedFolder(root);
    }

    @AfterEach
    void close() throws IOException {
        confined.close();
    }

    private String read(Path path, FileStat stat) throws IOException {
        try (FileChannel channel = confined.open(path, stat)) {
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        }
    }

    private List<String> names(Path path) throws IOException {
        List<String> names = new ArrayList<>();
        ConfinedFolder.Children children = confined.list(path);
        for (Path child = children.next(); child != null; child = children.next()) {
            names.add(child.getFileName().toString());
        }
        return List.copyOf(new TreeSet<>(names));
    }

    /** Replaces a path after its attributes were read. */
    private FileStat swapped(Path path, Swap swap) throws IOException {
        FileStat stat = FileStat.read(path);
        Files.move(path, temp.resolve("moved-away"));
        swap.into(path);
        return stat;
    }

    private interface Swap {
        void into(Path path) throws IOException;
    }

    private static void fifo(Path path) throws IOException {
        try {
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertGone(FileStat stat) {
        assertThatThrownBy(() -> read(file, stat)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_ofOneFileAfterTheOther_readsThem() throws IOException {
        Path above = Files.writeString(root.resolve("a/above"), "above");

        assertThat(read(file, FileStat.read(file))).isEqualTo(INSIDE);
        assertThat(read(above, FileStat.read(above))).isEqualTo("above");
        assertThat(read(file, FileStat.read(file))).isEqualTo(INSIDE);
    }

    @Test
    void open_ofAFileThatBecameALink_findsNone() throws IOException {
        assertGone(swapped(file, path -> Files.createSymbolicLink(path, outside.resolve("file"))));
    }

    @Test
    void open_ofAFileThatBecameALinkToItself_findsNone() throws IOException {
        assertGone(swapped(file, path -> Files.createSymbolicLink(path, Path.of("file"))));
    }

    @Test
    void open_ofAFileThatBecameASocket_findsNone() throws IOException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertGone(swapped(file, path -> socket.bind(UnixDomainSocketAddress.of(path))));
        }
    }

    @Test
    void open_ofAFileWhoseFolderBecameAFile_findsNone() throws IOException {
        FileStat stat = FileStat.read(file);
        swapped(folder, path -> Files.writeString(path, "file"));

        assertGone(stat);
    }

    @Test
    void open_ofAFileThatBecameAFifo_isFreedByTheWatch_andFindsNone() throws IOException {
        try (FifoWatch watch = new FifoWatch()) {
            watch.start();
            assertGone(swapped(file, ConfinedFolderTest::fifo));
        }
    }

    @Test
    void open_ofAFileWhoseFolderBecameAFifo_isFreedByTheWatch_andFindsNone() throws IOException {
        FileStat stat = FileStat.read(file);
        try (FifoWatch watch = new FifoWatch()) {
            watch.start();
            swapped(folder, ConfinedFolderTest::fifo);
            assertGone(stat);
            assertThatThrownBy(() -> confined.list(folder)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void open_ofAFileWhoseFolderBecameALink_readsNothingOutside() throws IOException {
        FileStat stat = FileStat.read(file);
        swapped(folder, path -> Files.createSymbolicLink(path, outside));

        assertGone(stat);
    }

    @Test
    void open_afterAFolderThatIsKeptOpenBecameALink_readsNothingOutside() throws IOException {
        assertThat(read(file, FileStat.read(file))).isEqualTo(INSIDE);
        swapped(folder, path -> Files.createSymbolicLink(path, outside));
        Path other = folder.resolve("other"); // which is merely outside

        assertThatThrownBy(() -> read(other, FileStat.read(other))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_afterAnOpenFolderWasRecreated_readsTheNewOne() throws IOException {
        assertThat(read(file, FileStat.read(file))).isEqualTo(INSIDE);
        swapped(folder, Files::createDirectories);
        Path added = Files.writeString(folder.resolve("added"), "added");

        assertThat(read(added, FileStat.read(added))).isEqualTo("added");
    }

    @Test
    void open_whileAFolderAboveIsSwappedForALinkAgainAndAgain_readsNothingOutside() throws Exception {
        FileStat stat = FileStat.read(file);
        Path link = Files.createSymbolicLink(temp.resolve("link"), outside.getParent());
        AtomicBoolean stop = new AtomicBoolean();
        Thread swapping = new Thread(() -> swapUntil(stop, folder.getParent(), link), "swapping");
        swapping.start();
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            try (ConfinedFolder fresh = new ConfinedFolder(root);
                    FileChannel channel = fresh.open(file, stat)) {
                assertThat(channel.size()).isEqualTo(INSIDE.length());
                read++;
            } catch (NoSuchFileException e) {
                // swapped just then
            }
        }
        stop.set(true);
        swapping.join();

        assertThat(read).isBetween(1, 19_999);
    }

    private void swapUntil(AtomicBoolean stop, Path path, Path link) {
        Path away = temp.resolve("away");
        try {
            while (!stop.get()) {
                Files.move(path, away);
                Files.move(link, path);
                Files.move(path, link);
                Files.move(away, path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void list_givesTheChildren_asOftenAsIsAsked() throws IOException {
        Files.writeString(folder.resolve("more"), "");

        assertThat(names(folder)).containsExactly("file", "more");
        assertThat(names(root)).containsExactly("a");
        assertThat(names(folder)).containsExactly("file", "more");
        assertThat(names(folder)).containsExactly("file", "more");
    }

    @Test
    void list_ofAFolderThatBecameALink_findsNone() throws IOException {
        swapped(folder, path -> Files.createSymbolicLink(path, outside));

        assertThatThrownBy(() -> names(folder)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void list_ofAFolderBelowALinkLoop_findsNone() throws IOException {
        swapped(folder.getParent(), path -> Files.createSymbolicLink(path, Path.of("a")));

        assertThatThrownBy(() -> names(folder)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_belowMoreFoldersThanAreKeptOpen_readsIt() throws IOException {
        Path deep = root;
        for (int i = 0; i < 100; i++) {
            deep = deep.resolve("d" + i);
        }
        Path bottom = Files.writeString(Files.createDirectories(deep).resolve("bottom"), "bottom");

        assertThat(read(bottom, FileStat.read(bottom))).isEqualTo("bottom");
        assertThat(names(root.resolve("d0/d1"))).containsExactly("d2");
        assertThat(read(bottom, FileStat.read(bottom))).isEqualTo("bottom");
    }

    @Test
    void linkTarget_ofALinkWhoseFolderBecameALink_isNotRead() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        FileStat stat = FileStat.read(link);
        assertThat(confined.linkTarget(link, stat)).isEqualTo(RawPath.of("file"));
        Files.createSymbolicLink(outside.resolve("link"), Path.of("secret"));
        swapped(folder, path -> Files.createSymbolicLink(path, outside));

        assertThatThrownBy(() -> confined.linkTarget(link, stat)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void linkTarget_ofALinkThatBecameAFile_isReportedAsGone() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        FileStat stat = swapped(link, path -> Files.writeString(path, "file"));

        assertThatThrownBy(() -> confined.linkTarget(link, stat)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void around_anItem_isItsProject() throws IOException {
        RawPath path = RawPath.of("b/file");
        ConfinedFolder around = ConfinedFolder.around(new SourceItem(file, path, FileStat.read(file)));

        assertThat(around.contains(root.resolve("a/x"))).isTrue();
        assertThat(around.contains(root.resolve("x"))).isFalse();
    }
}
