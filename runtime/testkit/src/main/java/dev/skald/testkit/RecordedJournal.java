package dev.skald.testkit;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The journal of one run, as text that people can review and keep beside their tests: proof that
 * later code can still read, and go on with, what earlier code has written. Made by {@link
 * TestSkald#journalOf}; tried by {@link JournalReplay}. Immutable.
 *
 * <p>The text holds inputs and results in full, secrets included: record runs with invented ones.
 */
public final class RecordedJournal {

  private final RunHeader run;
  private final List<JournalRecord> records;

  RecordedJournal(RunHeader run, List<JournalRecord> records) {
    this.run = run;
    this.records = List.copyOf(records);
  }

  /**
   * Reads a journal from its text.
   *
   * @param text what {@link #text} gave
   * @return the journal
   * @throws IllegalArgumentException if it is no such text; names the line
   */
  public static RecordedJournal of(String text) {
    return new JournalText.Reader(text).read();
  }

  /**
   * Reads a journal from a file.
   *
   * @param file the file, in UTF-8
   * @return the journal
   * @throws IllegalArgumentException if the file holds none; names the line
   * @throws UncheckedIOException if it cannot be read
   */
  public static RecordedJournal read(Path file) {
    try {
      return of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * The journal as text: the same for the same journal.
   *
   * @return some lines
   */
  public String text() {
    return JournalText.write(run, records);
  }

  /**
   * Keeps the journal in a file, unless there is one already: that is the past, which does not
   * change because the code did. Whoever wants it recorded anew deletes it.
   *
   * @param file the file; its directory is made if need be
   * @return whether it was written
   * @throws UncheckedIOException if it cannot be written
   */
  public boolean keepAt(Path file) {
    try {
      if (Files.exists(file)) {
        return false;
      }
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.writeString(file, text(), StandardCharsets.UTF_8);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  RunHeader run() {
    return run;
  }

  List<JournalRecord> records() {
    return records;
  }

  /** A journal that holds this run as far as its first records, as a process that ended left it. */
  JournalProvider upTo(int count) {
    boolean whole = count == records.size();
    MemoryJournal memory = new MemoryJournal();
    RunHeader header =
        new RunHeader(
            run.id(),
            run.saga(),
            run.key(),
            run.version(),
            run.fingerprint(),
            run.epoch(),
            whole ? run.state() : RunState.RUNNING,
            run.startedAt(),
            whole ? run.wakeAt() : RunHeader.NEVER);
    try (JournalStore store = memory.open()) {
      List<WriteResult> results =
          store.commit(List.of(new JournalWrite.Create(header, records.subList(0, count))));
      if (!results.equals(List.of(WriteResult.DURABLE))) {
        throw new IllegalStateException("A journal in memory refused a run: " + results);
      }
    }
    return memory;
  }

  /** The text. */
  @Override
  public String toString() {
    return text();
  }
}
