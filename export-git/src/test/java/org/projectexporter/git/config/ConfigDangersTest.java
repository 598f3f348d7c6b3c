package org.projectexporter.git.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;

/**
 * Each exported configuration key, judged by what its value could do: run a program, point outside the project, or mean
 * something else to another reader. Keys whose values are numbers, booleans or names of a policy are harmless.
 */
class ConfigDangersTest {
    private static String rewritten(String config) throws SourceException {
        return new String(
                RewrittenConfig.of(config.getBytes(StandardCharsets.ISO_8859_1), RawPath.of(".git"))
                        .bytes(),
                StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // options to git fetch, ssh and git-upload-pack
                "[remote \"--upload-pack=touch x\"]\n\tpromisor = true\n",
                "[remote \"-x\"]\n\turl = https://example.org/x\n",
                "[remote \"o\"]\n\turl = --upload-pack=touch x\n",
                "[remote \"o\"]\n\turl = ssh://-oProxyCommand=touch/x\n",
                "[remote \"o\"]\n\turl = ssh://me@-oProxyCommand=touch/x\n",
                "[remote \"o\"]\n\tpushurl = -x\n",
                "[remote \"o\"]\n\turl = http::-x\n",
                "[remote \"o\"]\n\tfetch = --upload-pack=x\n",
                "[remote \"o\"]\n\tpush = -f\n",
                "[remote \"o\"]\n\tpartialclonefilter = --x\n",
                "[extensions]\n\tpartialClone = --upload-pack=x\n",
                "[branch \"-x\"]\n\tmerge = refs/heads/x\n",
                "[branch \"main\"]\n\tremote = --upload-pack=touch x\n",
                "[branch \"main\"]\n\tmerge = --x\n",
                "[submodule \"looks\"]\n\turl = -u./harm\n",
                "[submodule \"looks\"]\n\tbranch = --x\n",
                "[submodule \"-x\"]\n\tactive = true\n",
                // programs
                "[remote \"o\"]\n\turl = ext::sh -c touch% x\n",
                "[remote \"o\"]\n\turl = EXT::sh -c touch% x\n",
                "[remote \"o\"]\n\turl = fd::7\n",
                "[remote \"o\"]\n\tpushurl = ext::sh\n",
                "[branch \"main\"]\n\tremote = ext::sh\n",
                "[submodule \"looks\"]\n\turl = ext::sh\n",
                "[submodule \"looks\"]\n\tupdate = !touch x\n",
                "[remote \"o\"]\n\tvcs = x\n",
                "[remote \"o\"]\n\tuploadpack = touch x\n",
                "[remote \"o\"]\n\treceivepack = touch x\n",
                "[remote \"o\"]\n\tproxy = http://x\n",
                "[filter \"lfs\"]\n\tprocess = touch x\n",
                "[filter \"other\"]\n\tclean = git-lfs clean -- %f\n",
                "[lfs]\n\turl = https://example.org/x\n",
                "[lfs \"customtransfer.x\"]\n\tpath = touch\n",
                // names that become folders
                "[submodule \"..\"]\n\tactive = true\n",
                "[submodule \"../../x\"]\n\turl = https://example.org/x\n",
                "[submodule \"a/../b\"]\n\tactive = true\n",
                "[submodule \"a\\\\..\\\\b\"]\n\tactive = true\n",
                // characters at which some reader ends, or begins, a line or a name
                "[remote \"o\"]\n\turl = \"https://example.org/x\\nhost=evil\"\n",
                "[remote \"o\"]\n\turl = https://example.org/\u0000x\n",
                "[remote \"o\"]\n\turl = \"a\rb\"\n",
                "[core \"worktree\u0000\"]\n\turl = ..\n",
                "[remote \"o\u0000.vcs\"]\n\turl = x\n",
                "[user]\n\tname = \"x\\n[core]\"\n",
                "[status]\n\tx = \"a\\tb\"\n",
                "[branch \"main\"]\n\tdescription = a\u0007b\n"
            })
    void dangerousValue_isNotExported(String config) throws SourceException {
        assertThat(rewritten(config)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[remote \"origin\"]\n\turl = https://example.org/-x\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n",
                "[remote \"o-x\"]\n\turl = me@example.org:films/-x.git\n\ttagOpt = --no-tags\n",
                "[remote \"https://example.org/x\"]\n\turl = ../films\n",
                "[remote \"o\"]\n\turl = codecommit::eu-west-1://films\n",
                "[branch \"wip/-x\"]\n\tremote = .\n\tmerge = refs/heads/main\n",
                "[branch \"main\"]\n\tdescription = two\\nlines\\tof it\n",
                "[submodule \"libraries/..looks\"]\n\turl = ../looks\n\tactive = true\n\tupdate = none\n",
                "[core]\n\trepositoryformatversion = 0\n\tworktree = \"../looks \"\n"
            })
    void merelyUnusualValue_isExported(String config) throws SourceException {
        assertThat(rewritten(config)).isEqualTo(config);
    }
}
