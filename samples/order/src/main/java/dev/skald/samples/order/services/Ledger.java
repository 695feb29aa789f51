package dev.skald.samples.order.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The books of one service, and all the state it has: a file that only grows, one line of JSON for
 * each entry. A decision is on disk when {@link #append} returns. Safe for use by any thread.
 */
final class Ledger implements Closeable {

  private final FileChannel file;
  private final List<Entry> entries;

  private Ledger(FileChannel file, List<Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /** Opens the books, and reads what a former process wrote. */
  static Ledger open(Path path) throws IOException {
    byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    int complete = bytes.length;
    // A line without its end was being written when the process died: nobody was told of it.
    while (complete > 0 && bytes[complete - 1] != '\n') {
      complete--;
    }
    List<Entry> entries = new ArrayList<>();
    new String(bytes, 0, complete, UTF_8)
        .lines()
        .forEach(l -> entries.add(Json.read(l, Entry.class)));
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(complete);
    file.position(complete);
    return new Ledger(file, entries);
  }

  synchronized void append(Entry entry) {
    try {
      ByteBuffer line = UTF_8.encode(Json.write(entry) + "\n");
      while (line.hasRemaining()) {
        file.write(line);
      }
      if (entry.isDecision()) {
        file.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The books cannot be written", e);
    }
    entries.add(entry);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The effects that were not undone. */
  Stream<Entry> standing() {
    List<Entry> all = entries();
    return all.stream()
        .filter(e -> e.event() == Event.EFFECT)
        .filter(
            e -> all.stream().noneMatch(u -> u.event() == Event.UNDONE && u.key().equals(e.key())));
  }

  /** A new number, such as {@code O-3}. */
  String number(String prefix) {
    return prefix + (1 + entries().stream().filter(e -> e.event() == Event.EFFECT).count());
  }

  /** The effect or refusal that a call with this key was decided with. */
  Optional<Entry> decision(String key) {
    return entries().stream()
        .filter(e -> e.event() == Event.EFFECT || e.event() == Event.DECLINED)
        .filter(e -> e.key().equals(key))
        .findFirst();
  }

  /** The highest epoch that has called for a run. */
  long epoch(String run) {
    return entries().stream()
        .filter(e -> e.run().equals(run))
        .mapToLong(Entry::epoch)
        .max()
        .orElse(0);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
