package dev.skald.evolution;

import dev.skald.docs.Repository;
import dev.skald.evolution.Play.Future;
import dev.skald.evolution.Play.Played;
import dev.skald.runtime.RunState;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A saga that is changed in many ways, and all that may happen to a run of it before it is. What
 * its own code makes of that is computed once.
 */
final class Family {

  static final String FOLDER = "runtime/proof/src/test/resources/evolution/";

  private static final List<Future> FUTURES =
      List.of(
          new Future(History.of("all goes well"), false),
          new Future(History.of("it is cancelled"), true),
          new Future(History.of("whatever may be declined is").declining().late(), false));

  private final String root;
  private final String source;
  private final List<History> histories;
  private final Supplier<JournalProvider> journals;
  private Version version;
  private List<Moment> moments;
  private final Map<Moment, Played> references = new HashMap<>();

  private Family(String root, Supplier<JournalProvider> journals, History... histories) {
    this.root = root;
    this.source = Repository.read(FOLDER + root + ".java.txt");
    this.histories = List.of(histories);
    this.journals = journals;
  }

  /** A family whose journals are in memory. */
  static Family of(String root, History... histories) {
    return new Family(root, MemoryJournal::new, histories);
  }

  /** A family whose journals are made anew for each part of a run. */
  static Family on(Supplier<JournalProvider> journals, String root, History... histories) {
    return new Family(root, journals, histories);
  }

  /**
   * A moment at which the process ends, and what happens in the next one.
   *
   * @param history what happened before
   * @param before how it happened
   * @param future what happens next
   */
  record Moment(History history, List<Entry> before, Future future) {

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return history + ", up to " + Words.last(before) + "; then " + future;
    }
  }

  String root() {
    return root;
  }

  /** What the saga is about, as its own comment says. */
  String title() {
    int start = source.indexOf("/** ") + 4;
    String about = source.substring(start, source.indexOf(" */", start));
    return about.substring(0, about.length() - 1);
  }

  String source() {
    return source;
  }

  Supplier<JournalProvider> journals() {
    return journals;
  }

  /** The code before the change, whose plan is accepted. */
  synchronized Version version() {
    if (version == null) {
      clear(locks());
      version = Compiler.compile("shop." + root, source, lockOptions("accept")).orFail();
    }
    return version;
  }

  /** The code after a change, as the compiler sees it that has seen the code before. */
  Compiler.Compiled compile(String changed) {
    version();
    return Compiler.compile("shop." + root, changed, lockOptions("check"));
  }

  private String[] lockOptions(String mode) {
    return new String[] {"-Askald.lock=" + locks(), "-Askald.lock.mode=" + mode};
  }

  private Path locks() {
    return Path.of("target", "evolution", root).toAbsolutePath();
  }

  private static void clear(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every moment of every history, with each future; the earliest first. */
  synchronized List<Moment> moments() {
    if (moments == null) {
      Map<String, Moment> all = new LinkedHashMap<>();
      for (History history : histories) {
        List<Entry> whole = play(List.of(), new Future(history, false)).entries();
        for (int at = 1; at <= whole.size(); at++) {
          if (Words.matters(whole.get(at - 1))) {
            List<Entry> before = whole.subList(0, at);
            for (Future any : futures(before)) {
              Future future = new Future(any.history().after(history), any.cancels());
              all.putIfAbsent(Words.story(before) + future, new Moment(history, before, future));
            }
          }
        }
      }
      moments = new ArrayList<>(all.values());
      moments.sort(Comparator.comparing(moment -> moment.before().size()));
    }
    return moments;
  }

  /** A run that has turned back is not turned back, and one that has ended declines nothing. */
  private static List<Future> futures(List<Entry> before) {
    RunState state = new Tape(before).headers().values().iterator().next().state();
    return FUTURES.subList(0, state == RunState.COMPENSATING ? 1 : state.isEnd() ? 2 : 3);
  }

  /** What the code before the change makes of a moment. */
  synchronized Played reference(Moment moment) {
    return references.computeIfAbsent(moment, m -> play(m.before(), m.future()));
  }

  private Played play(List<Entry> before, Future future) {
    return new Play(List.of(version()), false, journals, before, future).play();
  }

  @Override
  public String toString() {
    return root;
  }
}
