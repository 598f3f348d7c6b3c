package example.sevenz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.ArchiveFormatContract;

class SevenZFormatTest extends ArchiveFormatContract {
    @Override
    protected ArchiveFormat format() {
        return new SevenZFormat();
    }

    /** Times are in steps of 100 ns since 1601. */
    @Override
    protected long mtimeStepNanos() {
        return 100;
    }

    @Test
    void everyName_comesBack_andOnlyWhatIsNotTextIsEscaped() {
        assertEquals("é", Names.decode(RawPath.of("é")));
        assertEquals("a\uefff\uefc3(", Names.decode(RawPath.of(new byte[] {'a', (byte) 0xff, (byte) 0xc3, '('})));
        for (String name : List.of("\uef7f\uef80\uefff\uf000", "\ud83c\udfac", "\u0000", "a/b\\c")) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            assertEquals(RawPath.of(bytes), Names.encode(Names.decode(RawPath.of(bytes))));
        }
    }
}
