package org.projectexporter.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs rules of a contract as JUnit does, and collects which of them fail. */
final class ContractRun implements TestExecutionListener {
    private final Map<String, Throwable> failures = new TreeMap<>();
    private final TreeSet<String> ran = new TreeSet<>();
    private @Nullable TestPlan plan;

    private ContractRun() {}

    /** The tests that a subclass of the contract inherits. */
    static List<Method> rules(Class<?> contract) {
        List<Method> rules = new ArrayList<>(ReflectionSupport.findMethods(
                contract,
                method -> method.getDeclaringClass() != Object.class
                        && AnnotationSupport.isAnnotated(method, Testable.class)
                        && !method.isBridge(),
                HierarchyTraversalMode.TOP_DOWN));
        rules.sort((a, b) -> a.getName().compareTo(b.getName()));
        return List.copyOf(rules);
    }

    /** Whether only the profile "long" runs a rule. */
    static boolean isLong(Method rule) {
        return AnnotationSupport.findRepeatableAnnotations(rule, Tag.class).stream()
                .anyMatch(tag -> tag.value().equals("long"));
    }

    /** Runs rules for a subclass of the contract. */
    static ContractRun of(Class<?> subclass, Collection<Method> rules) {
        ContractRun run = new ContractRun();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestExecutionListeners(run)
                .build());
        launcher.execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        rules.stream().map(rule -> selectMethod(subclass, rule)).toList())
                .build());
        return run;
    }

    /** What the rules that failed threw, by the names of their methods. */
    Map<String, Throwable> failures() {
        return Map.copyOf(failures);
    }

    /** The names of the rules of which at least one test was run to its end. */
    TreeSet<String> ran() {
        return new TreeSet<>(ran);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan newPlan) {
        plan = newPlan;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String rule = ruleOf(test);
        if (test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED) {
            ran.add(rule);
        }
        result.getThrowable()
                .filter(thrown -> result.getStatus() == TestExecutionResult.Status.FAILED)
                .ifPresent(thrown -> failures.putIfAbsent(rule, thrown));
    }

    private static final class NoSource implements TestSource {
        private static final long serialVersionUID = 1L;
    }

    /** The method that a test, or one of the containers around it, is. */
    private String ruleOf(TestIdentifier test) {
        TestPlan all = Objects.requireNonNull(plan);
        for (Optional<TestIdentifier> at = Optional.of(test); at.isPresent(); at = all.getParent(at.get())) {
            if (at.get().getSource().orElseGet(NoSource::new) instanceof MethodSource method) {
                return method.getMethodName();
            }
        }
        return test.getDisplayName();
    }
}
