package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.spi.SourceResolver;

/** The contract of sources accepts a sound one, and each of its rules finds a source that breaks it. */
class SourceContractTest {
    private static final List<Method> RULES = ContractRun.rules(SourceOnTrial.class);

    static Stream<SourceFaults.Fault> faults() {
        return SourceFaults.all().stream();
    }

    private static ContractRun run(Supplier<SourceResolver> source, List<Method> rules) {
        boolean unregistered = source.get().getClass() == NotesSource.class;
        SourceOnTrial.set(unregistered ? source : () -> new TrialSource(source.get()));
        return ContractRun.of(SourceOnTrial.class, rules);
    }

    @Test
    void eachRule_hasASourceThatBreaksIt() {
        assertThat(SourceFaults.all())
                .extracting(SourceFaults.Fault::rule)
                .containsExactlyInAnyOrderElementsOf(
                        RULES.stream().map(Method::getName).toList());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void brokenSource_isFoundByItsRule(SourceFaults.Fault fault) {
        List<Method> rule = RULES.stream()
                .filter(method -> method.getName().equals(fault.rule()))
                .toList();

        assertThat(run(fault.source(), rule).failures()).containsOnlyKeys(fault.rule());
    }

    @Test
    void soundSource_passes() {
        ContractRun run = run(() -> new NotesSource() {}, RULES);

        assertThat(run.failures()).isEmpty();
        assertThat(run.ran())
                .isEqualTo(RULES.stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Tag("long")
    void brokenSource_isFoundByNoOtherRule(SourceFaults.Fault fault) {
        Set<String> expected = new TreeSet<>(fault.also());
        expected.add(fault.rule());

        assertThat(run(fault.source(), RULES).failures()).containsOnlyKeys(expected);
    }
}
