package dev.skald.testkit;

import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.support.Orchestrator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * The tests of all scenarios. What a scenario reaches is found out by carrying it out.
 *
 * @param <W> the services
 * @param <O> the saga's orchestrator
 */
final class FaultTests<W, O extends Orchestrator<?, ?, ?>> {

  /** Leaves out all tests whose name does not have this text. */
  private static final String ONLY = "skald.fault";

  private final Subject<W, O> subject;
  private final List<Course<O>> courses;
  private final String only = System.getProperty(ONLY, "");
  private final Set<String> unreached = new TreeSet<>();
  private final Set<String> reached = new TreeSet<>();

  FaultTests(Subject<W, O> subject, List<Course<O>> courses) {
    this.subject = subject;
    this.courses = courses;
  }

  Stream<DynamicNode> nodes() {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Course<O> course : courses) {
      List<DynamicTest> tests = only(course, testsOf(course));
      if (!tests.isEmpty()) {
        nodes.add(DynamicContainer.dynamicContainer(course.name(), tests));
      }
    }
    unreached.removeAll(reached);
    if (only.isEmpty()) {
      nodes.add(
          DynamicTest.dynamicTest("every step is reached by a scenario", this::requireReached));
    } else if (nodes.isEmpty()) {
      throw new IllegalStateException("No test has “" + only + "” (" + ONLY + ") in its name");
    }
    return nodes.stream();
  }

  private List<DynamicTest> only(Course<O> course, List<DynamicTest> tests) {
    return tests.stream().filter(test -> nameOf(course, test).contains(only)).toList();
  }

  private String nameOf(Course<O> course, DynamicTest test) {
    return course.name() + ": " + test.getDisplayName();
  }

  private void requireReached() {
    if (!unreached.isEmpty()) {
      throw new AssertionError(
          "No scenario reaches these steps, so nothing was tried with them: "
              + unreached
              + "; add one in which they run");
    }
  }

  private List<DynamicTest> testsOf(Course<O> course) {
    List<DynamicTest> tests = new ArrayList<>();
    Trial<W, O> first = new Trial<>(subject, course, List.of());
    Faultless faultless;
    try (first) {
      first.go();
      new Verdict(first, null).judge();
      faultless = Faultless.of(first);
    } catch (RuntimeException | AssertionError e) {
      // Nothing can be said of faults where the run does not even go well without.
      return List.of(test(course, "without a fault", () -> rethrow(e)));
    }
    tests.add(test(course, "without a fault", () -> {}));
    tests.add(
        test(
            course,
            "every journaled value comes back as it was",
            () -> first.skald().assertJournaledTypesSurvive()));
    FaultCases<W, O> cases = new FaultCases<>(subject, course, faultless);
    for (StepPlan<?> step : faultless.plan().steps()) {
      if (cases.isReached(step)) {
        reached.add(step.name());
        tests.addAll(faultsOf(course, cases, step));
      } else {
        unreached.add(step.name());
      }
    }
    tests.addAll(crashesOf(course, cases));
    return tests;
  }

  private static void rethrow(Throwable e) throws Throwable {
    throw e;
  }

  private List<DynamicTest> faultsOf(Course<O> course, FaultCases<W, O> cases, StepPlan<?> step) {
    List<DynamicTest> tests = new ArrayList<>();
    for (int item : cases.itemsOf(step)) {
      String place = item == StepCall.NO_ITEM ? step.name() : step.name() + "#" + item;
      for (Fault fault : Fault.values()) {
        if (fault.concerns(step)) {
          tests.add(
              test(course, place + " " + fault.text(), () -> cases.tryFault(step, item, fault)));
        }
      }
    }
    return tests;
  }

  private List<DynamicTest> crashesOf(Course<O> course, FaultCases<W, O> cases) {
    List<DynamicTest> tests = new ArrayList<>();
    List<FaultCases.Way> ways;
    try {
      ways = cases.ways();
    } catch (RuntimeException | AssertionError e) {
      return List.of(test(course, "the run turns back", () -> rethrow(e)));
    }
    for (FaultCases.Way way : ways) {
      for (int append = 1; append <= way.appends(); append++) {
        WatchedJournal.CrashPoint after = new WatchedJournal.CrashPoint(append, true);
        WatchedJournal.CrashPoint before = new WatchedJournal.CrashPoint(append, false);
        String number = "the process ends %s append " + append + way.text();
        tests.add(test(course, String.format(number, "after"), () -> cases.tryCrash(way, after)));
        tests.add(test(course, String.format(number, "before"), () -> cases.tryCrash(way, before)));
      }
    }
    return tests;
  }

  private DynamicTest test(Course<O> course, String name, Executable body) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try {
            body.execute();
          } catch (AssertionError | RuntimeException e) {
            String alone = "-D" + ONLY + "=\"" + course.name() + ": " + name + "\"";
            throw new AssertionError(e.getMessage() + "\nTo repeat this test alone: " + alone, e);
          }
        });
  }
}
