package dev.skald.simulation;

/** What somebody is told whose seed broke a rule: what, how to see it again, and what led to it. */
final class Report {

  private Report() {}

  static String of(Scenario failing, String verdict) {
    Scenario small = Shrinker.shrunk(failing, verdict);
    Simulation.Outcome again = Simulation.inDetail(small);
    return "Seed "
        + failing.seed()
        + " breaks a rule: "
        + verdict
        + "\n\nreplay: "
        + replay(failing.seed())
        + "\n        (with -Dskald.trace=true everything is printed as it happens)"
        + "\n\nmade smaller, with "
        + small.told()
        + "\nwhich ends with: "
        + again.verdict()
        + "\n\nthe last of what happened:\n"
        + again.tail();
  }

  static String replay(long seed) {
    return "mvn -q -pl runtime/proof -am test -Dsurefire.failIfNoSpecifiedTests=false"
        + " -Dtest=SimulatorTest -Dskald.seed="
        + seed;
  }
}
