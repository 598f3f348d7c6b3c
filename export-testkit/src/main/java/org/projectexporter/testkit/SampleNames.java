package org.projectexporter.testkit;

import java.util.List;

import org.projectexporter.spi.RawPath;

/** Names that Linux file systems accept and that break naive programs. */
public final class SampleNames {
    private SampleNames() {}

    /** {@return paths of folders, each once} */
    public static List<RawPath> awkward() {
        return List.of(
                RawPath.of("-rf"),
                RawPath.of("..hidden"),
                RawPath.of(".hidden"),
                RawPath.of("a b"),
                RawPath.of("back\\slash"),
                RawPath.of("nfc: caf\u00e9"),
                RawPath.of("nfd: cafe\u0301"),
                RawPath.of("emoji \uD83C\uDFAC"),
                RawPath.of(new byte[] {'i', 'n', 'v', 'a', 'l', 'i', 'd', '-', (byte) 0xff, (byte) 0xc3, '('}),
                RawPath.of(new byte[] {'l', 'a', 't', 'i', 'n', '1', '-', (byte) 0xe9}),
                RawPath.of("new\nline"),
                RawPath.of("n".repeat(255)),
                RawPath.of("ü".repeat(127)),
                RawPath.of("percent%41"),
                RawPath.of(("deep-" + "d".repeat(94) + "/").repeat(12) + "end"),
                RawPath.of(("split-" + "s".repeat(93) + "/").repeat(1) + "t".repeat(99)),
                RawPath.of("tab\tbell\u0007"));
    }
}
