package dev.skald.evolution;

import dev.skald.docs.Repository;
import dev.skald.evolution.Mutation.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the changes of a family, which stand beside its source: the name of each behind {@code
 * ===}, then the verdict and why, then edits of the source.
 *
 * <pre>
 * === a step renamed
 * needs a new version: its name is its identity
 * --- replace
 * Shipment ship(
 * --- by
 * Shipment send(
 * </pre>
 *
 * Other edits are {@code --- remove}, {@code --- add} (to the end of the class) and {@code ---
 * rename old new} (wherever the word stands). What is replaced or removed stands there once.
 */
final class Changes {

  private static final String ROW = "=== ";
  private static final String EDIT = "--- ";

  private final Family family;
  private final List<Mutation> all = new ArrayList<>();

  private Changes(Family family) {
    this.family = family;
  }

  static List<Mutation> of(Family family) {
    Changes changes = new Changes(family);
    String text = Repository.read(Family.FOLDER + family.root() + ".changes.txt");
    for (String row : ("\n" + text).split("\n" + ROW)) {
      if (!row.isBlank()) {
        changes.add(row);
      }
    }
    return changes.all;
  }

  private void add(String row) {
    String[] parts = row.split("\n" + EDIT);
    String[] head = parts[0].strip().split("\n", 2);
    String[] verdict = head[1].replaceAll("\\s+", " ").split(": ", 2);
    Mutation mutation =
        new Mutation(head[0], family, Verdict.of(verdict[0]), verdict[1], family.source());
    Iterator<String> edits = List.of(parts).subList(1, parts.length).iterator();
    while (edits.hasNext()) {
      mutation = edited(mutation, edits.next(), edits);
    }
    all.add(mutation);
  }

  private static Mutation edited(Mutation mutation, String edit, Iterator<String> more) {
    String[] what = edit.split("\n", 2)[0].split(" ");
    return switch (what[0]) {
      case "replace" -> mutation.replace(body(edit), body(more.next()));
      case "remove" -> mutation.replace(body(edit), "");
      case "add" -> mutation.add(body(edit));
      case "rename" -> mutation.rename(what[1], what[2]);
      default -> throw new AssertionError(mutation + ": no such edit: " + edit);
    };
  }

  private static String body(String edit) {
    int end = edit.indexOf('\n');
    return end < 0 ? "" : edit.substring(end).strip();
  }
}
