package dev.skald.processor.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is to be said of one saga, so that it can be said once and in order. */
public final class Report {

  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

  /**
   * Adds a message; the same message at the same place counts once.
   *
   * @param where what it points at
   * @param message the message
   */
  public void add(Anchor where, Message message) {
    diagnostics.add(new Diagnostic(where, message));
  }

  /**
   * Whether the saga is wrong.
   *
   * @return whether there is a message that is no warning
   */
  public boolean hasErrors() {
    return errors() > 0;
  }

  /**
   * Counts what is wrong.
   *
   * @return how many messages are no warnings
   */
  public int errors() {
    return (int) diagnostics.stream().filter(d -> !d.message().code().warning()).count();
  }

  /**
   * Everything that is to be said.
   *
   * @return the diagnostics in the order of the source
   */
  public List<Diagnostic> sorted() {
    List<Diagnostic> sorted = new ArrayList<>(diagnostics);
    sorted.sort(Comparator.comparingInt(diagnostic -> diagnostic.where().order()));
    return sorted;
  }
}
