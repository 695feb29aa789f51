package dev.skald.processor.diagnostic;

import java.util.List;

/** What is said of lock files; what is said of single changes stands in {@link ChangeWording}. */
public final class EvolutionWording {

  private static final String ACCEPT =
      "Accept it: compile once with -Askald.lock.mode=accept (docs/evolution.md has the commands "
          + "for Maven and Gradle), and check in ";

  private static final String FROZEN_RULE =
      "With -Askald.lock.mode=frozen only what has been accepted may pass.";

  private EvolutionWording() {}

  /** A directory that would be another one from build to build. */
  public static Message relativeDirectory(String directory) {
    return Message.of(
        Code.LOCK_PLACE,
        "-Askald.lock=" + directory + " is no absolute path.",
        "Compilers run wherever a build tool starts them, so a relative path means another "
            + "directory from build to build.",
        "Put the module's directory in front, in Maven ${project.basedir}/src/main/skald.");
  }

  /** A mode there is not. */
  public static Message unknownMode(String mode) {
    return Message.of(
        Code.LOCK_PLACE,
        "-Askald.lock.mode=" + mode + " is no mode.",
        "Lock files are compared (check), compared and written (accept), or compared as strictly "
            + "as a build server should (frozen).",
        "Write check, accept or frozen.");
  }

  /** A mode of nothing. */
  public static Message modeWithoutDirectory(String mode) {
    return Message.of(
        Code.LOCK_PLACE,
        "-Askald.lock.mode=" + mode + " has no lock files to work on.",
        "The directory of the lock files is named by -Askald.lock.",
        "Add -Askald.lock and the directory, or remove -Askald.lock.mode.");
  }

  /** The file system refuses. */
  public static Message unusable(String file, String reason) {
    return Message.of(
        Code.LOCK_PLACE,
        file + " cannot be read or written: " + reason + ".",
        "Without its lock file nobody knows whether runs under way could follow a change.",
        "See to it that the compiler may use the directory that -Askald.lock names.");
  }

  /** A file that was damaged. */
  public static Message damaged(String file, int line, String what, String wayOut) {
    String where = line > 0 ? ", line " + line : "";
    return Message.of(
        Code.LOCK_FILE,
        file + where + ": " + what + ".",
        "Only what the compiler itself has written is believed, because a wrong lock file would "
            + "let a change pass that harms runs under way.",
        wayOut);
  }

  /** The way out of a merge. */
  public static String takeOneSide() {
    return "Take the file of the branch whose code is deployed, as a whole, and accept what the "
        + "other adds with -Askald.lock.mode=accept.";
  }

  /** The way out of other damage. */
  public static String restore() {
    return "Take the file from version control as it was, and accept changes of the saga with "
        + "-Askald.lock.mode=accept.";
  }

  /** The way out where the compiler is too old. */
  public static String update() {
    return "Compile with the version of Skald that wrote it, or a later one.";
  }

  /** A change that runs under way could not follow. */
  public static Message needsNewVersion(
      String saga, int version, List<Reason> reasons, String type, String file) {
    Reason first = reasons.get(0);
    return Message.of(
            Code.NEW_VERSION,
            saga + " needs version " + (version + 1) + ": " + first.fact(),
            first.why(),
            "Undo the change; or keep "
                + type
                + " as it was under another name, and write version = "
                + (version + 1)
                + " on the changed one. If no run of version "
                + version
                + " was ever started, delete "
                + file
                + " and accept.")
        .with(others(reasons));
  }

  /** A change that is not accepted yet. */
  public static Message notAccepted(String saga, List<Reason> reasons, String file) {
    return Message.of(
            Code.NOT_ACCEPTED,
            saga + " has changed, and runs under way can go on: " + reasons.get(0).fact(),
            "The next change is compared with what was accepted, so what has been deployed must "
                + "have been.",
            ACCEPT + file + ".")
        .with(others(reasons));
  }

  /** A saga that was never accepted. */
  public static Message notLocked(String saga, int version, String file) {
    return Message.of(
        Code.NOT_LOCKED,
        saga + " version " + version + " has no lock file.",
        "From the first deployment on, runs are under way that a change may harm.",
        ACCEPT + file + ".");
  }

  /** A saga that is not as it was accepted. */
  public static Message frozen(String saga, List<Reason> reasons, String file) {
    return Message.of(
            Code.FROZEN,
            saga + " is not as it was accepted: " + reasons.get(0).fact(),
            FROZEN_RULE,
            ACCEPT + file + ".")
        .with(others(reasons));
  }

  /** A saga that was never accepted. */
  public static Message frozenWithout(String saga, int version, String file) {
    return Message.of(
        Code.FROZEN,
        saga + " version " + version + " has no lock file.",
        FROZEN_RULE,
        ACCEPT + file + ".");
  }

  /** The first stands in the fact itself. */
  private static List<String> others(List<Reason> reasons) {
    return reasons.stream().skip(1).map(Reason::fact).toList();
  }

  /** A note that a file was written. */
  public static String written(String file, String saga, int version) {
    return "Skald: accepted " + saga + " version " + version + " in " + file;
  }
}
