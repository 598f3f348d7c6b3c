package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Final Cut Pro's XML, that of Final Cut Pro 7, and Ardour's sessions. */
class XmlFormatTest {
    @TempDir
    Path temp;

    private FilmFolder film;

    @BeforeEach
    void makeFilm() throws IOException {
        film = new FilmFolder(temp);
    }

    @Test
    void fcpxml_since19_namesMediaInRepresentations() throws IOException {
        film.with(
                "cut.fcpxmld/Info.fcpxml",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE fcpxml>
                <fcpxml version="1.10">
                  <resources>
                    <format id="r1" name="FFVideoFormat1080p24" frameDuration="100/2400s"/>
                    <asset id="r2" name="Sky" start="0s" duration="10s" hasVideo="1" format="r1">
                      <media-rep kind="original-media" src="file:///Volumes/RAID/Sky%20%26%20Sea.mov">
                        <bookmark>Ym9vaw==</bookmark>
                      </media-rep>
                      <media-rep kind="proxy-media" src="./Proxies/Sky.mov"/>
                    </asset>
                    <locator id="r3" url="./track.data"/>
                  </resources>
                </fcpxml>
                """);

        assertThat(film.references())
                .containsExactly(
                        "file:///Volumes/RAID/Sky%20%26%20Sea.mov -> /Volumes/RAID/Sky & Sea.mov"
                                + " /Volumes/RAID/Sky%20%26%20Sea.mov",
                        "./Proxies/Sky.mov -> cut.fcpxmld/Proxies/Sky.mov optional",
                        "./track.data -> cut.fcpxmld/track.data");
    }

    @Test
    void fcpxml_before19_namesMediaInAssets() throws IOException {
        film.with(
                "edit/cut.fcpxml",
                """
                <fcpxml version="1.6"><resources>
                  <asset id="r1" src="file://localhost/media/Stra%C3%9Fe.mov"/>
                  <effect id="r2" uid=".../Titles.localized/Title.moti"/>
                </resources></fcpxml>
                """);

        assertThat(film.references())
                .containsExactly(
                        "file://localhost/media/Stra%C3%9Fe.mov -> /media/Straße.mov" + " /media/Stra%C3%9Fe.mov");
    }

    @Test
    void xmeml_namesFilesByUrl_eachOnce() throws IOException {
        film.with(
                        "cut.xml",
                        """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE xmeml>
                <xmeml version="5"><sequence><media><video><track>
                  <clipitem id="c1"><file id="f1"><name>a.mov</name>
                    <pathurl>file://localhost/media/a%20b.mov</pathurl></file></clipitem>
                  <clipitem id="c2"><file id="f1"/></clipitem>
                  <clipitem id="c3"><file id="f2"><pathurl>file://localhost/D%3a/clips/c.mov</pathurl></file></clipitem>
                </track></video></media></sequence></xmeml>
                """)
                .mapping("D:", "/mnt/d");

        assertThat(film.references())
                .containsExactly(
                        "file://localhost/media/a%20b.mov -> /media/a b.mov /media/a%20b.mov",
                        "file://localhost/D%3a/clips/c.mov -> /mnt/d/clips/c.mov /D%3a/clips/c.mov");
    }

    @Test
    void ardour_sourcesAreInTheSession_inASearchedFolder_orAnywhere() throws IOException {
        film.with(
                "song/song.ardour",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Session version="7000" name="take 2" sample-rate="48000">
                  <Config><Option name="audio-search-path" value="/sounds:fx"/></Config>
                  <Sources>
                    <Source name="Audio 1-1.wav" take-id="" type="audio" flags="" id="1" channel="0" origin=""/>
                    <Source name="/stock/rain.wav" type="audio" flags="" id="2" channel="0"/>
                    <Source name="/stock/rain.wav" type="audio" flags="" id="3" channel="1"/>
                    <Source name="drums.mid" type="midi" flags="" id="4"/>
                    <Source name="inner" type="audio" playlist="17" id="5"/>
                  </Sources>
                </Session>
                """);

        assertThat(film.references())
                .containsExactly(
                        "Audio 1-1.wav -> song/interchange/song/audiofiles/Audio 1-1.wav"
                                + " song/interchange/take 2/audiofiles/Audio 1-1.wav /sounds/Audio 1-1.wav"
                                + " song/fx/Audio 1-1.wav",
                        "/stock/rain.wav -> /stock/rain.wav",
                        "drums.mid -> song/interchange/song/midifiles/drums.mid"
                                + " song/interchange/take 2/midifiles/drums.mid");
    }

    @Test
    void xmlOfAnotherProgram_isPassedOver_evenIfItIsBroken() throws IOException {
        film.with("a.xml", "<project><pathurl>/x</pathurl></project>")
                .with("b.xml", "not XML")
                .with("c.xml", "")
                .with("d.xml", "<Session><Sources><Source name=\"/x\"/></Sources></Session>");

        assertThat(film.references()).isEmpty();
    }

    @Test
    void whatItsNamePromisesAndItIsNot_isReported() throws IOException {
        film.with("a.fcpxml", "<html/>")
                .with("b.ardour", "<Session>")
                .with("c.xml", "<xmeml><pathurl>/a</pathurl>\n\n<broken");

        assertThat(film.complaints())
                .containsExactlyInAnyOrder(
                        "film/a.fcpxml: what it refers to is unknown: it is XML of another kind",
                        "film/b.ardour: what it refers to is unknown: it is not valid XML (line 1)",
                        "film/c.xml: what it refers to is unknown: it is not valid XML (line 3)");
        assertThat(film.plan().documentReferences()).extracting("written").containsExactly("/a");
    }
}
