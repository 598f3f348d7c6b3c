package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.spi.ArchiveFormat;

/** The contract of formats accepts sound ones, and each of its rules finds a format that breaks it. */
class FormatContractTest {
    private static final List<Method> RULES = ContractRun.rules(FormatOnTrial.class);

    static Stream<FormatFaults.Fault> faults() {
        return FormatFaults.all().stream();
    }

    static Stream<FormatFaults.Fault> faultsOfShortRules() {
        return faults().filter(fault -> names(rules(false)).contains(fault.rule()));
    }

    private static ContractRun run(ArchiveFormat format, List<Method> rules) {
        return run(format, 1, rules);
    }

    private static ContractRun run(ArchiveFormat format, long mtimeStepNanos, List<Method> rules) {
        boolean unregistered = format.getClass() == DelegatingFormat.class;
        FormatOnTrial.set(unregistered ? format : new TrialFormat(format), mtimeStepNanos);
        return ContractRun.of(FormatOnTrial.class, rules);
    }

    private static TreeSet<String> names(List<Method> rules) {
        return rules.stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Method> rules(boolean withLong) {
        return RULES.stream()
                .filter(rule -> withLong || !ContractRun.isLong(rule))
                .toList();
    }

    @Test
    void eachRule_hasAFormatThatBreaksIt() {
        assertThat(FormatFaults.all())
                .extracting(FormatFaults.Fault::rule)
                .containsExactlyInAnyOrderElementsOf(names(RULES));
    }

    @ParameterizedTest
    @MethodSource("faultsOfShortRules")
    void brokenFormat_isFoundByItsRule(FormatFaults.Fault fault) {
        List<Method> rule = RULES.stream()
                .filter(method -> method.getName().equals(fault.rule()))
                .toList();

        assertThat(run(fault.format(), rule).failures()).containsOnlyKeys(fault.rule());
    }

    @Test
    void soundFormat_whoseWritersAreRestored_passes() {
        ContractRun run = run(new RestoringBox(), rules(false));

        assertThat(run.failures()).isEmpty();
        assertThat(run.ran()).isEqualTo(names(rules(false)));
    }

    /** As in formats whose times are an integer of seconds. */
    @Test
    void soundFormat_ofWholeSeconds_passes() {
        ArchiveFormat coarse = BrokenFormats.changing(entry -> true, BrokenFormats::withoutNanos);

        assertThat(run(coarse, 1_000_000_000, rules(false)).failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Tag("long")
    void brokenFormat_isFoundByNoOtherRule(FormatFaults.Fault fault) {
        Set<String> expected = new TreeSet<>(fault.also());
        expected.add(fault.rule());

        assertThat(run(fault.format(), RULES).failures()).containsOnlyKeys(expected);
    }

    /** A new method of a format would otherwise be that of the interface, whatever the format says. */
    @Test
    void delegatingFormat_delegatesEachMethod() {
        assertThat(Arrays.stream(DelegatingFormat.class.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ArchiveFormat.class.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName)
                        .toList());
    }
}
