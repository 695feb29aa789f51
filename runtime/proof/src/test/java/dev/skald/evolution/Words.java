package dev.skald.evolution;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.spi.JournalWrite;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells people of what is on a tape. */
final class Words {

  private Words() {}

  /** Whether a process can tell that it ended after it and not before it. */
  static boolean matters(Entry entry) {
    return entry instanceof Entry.Wrote
        || entry instanceof Entry.Did
        || entry instanceof Entry.Undid;
  }

  /** All that matters, without what is different each time: two moments of one story are one. */
  static String story(List<Entry> entries) {
    return entries.stream()
        .filter(Words::matters)
        .map(entry -> of(entry) + (entry instanceof Entry.Wrote wrote ? state(wrote) : ""))
        .collect(Collectors.joining("; "));
  }

  private static String state(Entry.Wrote wrote) {
    boolean changes =
        wrote.write() instanceof JournalWrite.Append append && append.change() != null;
    return changes ? " " + ((JournalWrite.Append) wrote.write()).change().state() : "";
  }

  /** Without what is different each time, and what only helps who looks at a state. */
  static String plain(String text) {
    return text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "…")
        .replaceAll("plan [0-9a-f]{12}", "plan …")
        .replaceAll("SHA-256 [0-9a-f]{64}", "…")
        .replaceAll("cannot follow.*", "cannot follow")
        .replaceAll("dev\\.skald\\.runtime\\.(\\w)", "$1")
        .replace("shop.", "");
  }

  /** The last thing that matters. */
  static String last(List<Entry> entries) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (matters(entries.get(i))) {
        return of(entries.get(i));
      }
    }
    return "the start";
  }

  private static String of(Entry entry) {
    if (entry instanceof Entry.Did did) {
      return "`" + did.what() + "` done, not journaled";
    }
    if (entry instanceof Entry.Undid undid) {
      return "`" + undid.what() + "` undone, not journaled";
    }
    JournalWrite write = ((Entry.Wrote) entry).write();
    if (write instanceof JournalWrite.Lock) {
      return "the place in the queue of a lock";
    }
    return write.records().isEmpty()
        ? "the header alone"
        : write.records().stream().map(Words::of).collect(Collectors.joining(" "));
  }

  private static String of(JournalRecord entry) {
    String item = entry.item() == JournalRecord.NO_ITEM ? "" : "[" + entry.item() + "]";
    String step = entry.step() == null ? "" : " " + entry.step() + item;
    return "`" + entry.kind().toUpperCase(Locale.ROOT) + step + "`";
  }
}
