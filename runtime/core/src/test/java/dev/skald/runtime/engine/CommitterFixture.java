package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** A committer on a journal that can be held up, and writes that note their answers. */
abstract class CommitterFixture {

  final FaultyJournal journal = new FaultyJournal();
  final JournalStore store = journal.open();
  final Committer committer =
      new Committer(new VirtualEnvironment(VirtualEnvironment.BEGIN), store, 10);
  final List<String> answers = new CopyOnWriteArrayList<>();
  final CountDownLatch committing = new CountDownLatch(1);
  final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    goOn.countDown();
    committer.close();
  }

  final class Note implements Committer.Ticket {
    private final String name;
    private final JournalWrite write;
    final CompletableFuture<Object> answer = new CompletableFuture<>();

    Note(String name, JournalWrite write) {
      this.name = name;
      this.write = write;
    }

    @Override
    public JournalWrite write() {
      return write;
    }

    @Override
    public void committed(WriteResult result) {
      answers.add(name);
      answer.complete(result);
    }

    @Override
    public void failed(JournalException failure) {
      answers.add(name);
      answer.complete(failure);
    }

    Object get() {
      return Waits.get(answer);
    }
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes());
  }

  private static JournalRecord entry(int seq, int bytes) {
    return new JournalRecord(seq, 0, "note", null, -1, 0, 0, null, null, new byte[bytes]);
  }

  Note create(String name) {
    RunHeader header =
        new RunHeader(
            id(name),
            "trip",
            name,
            1,
            "f",
            store.epochFor("trip", name),
            RunState.RUNNING,
            0,
            RunHeader.NEVER);
    return new Note(name, new JournalWrite.Create(header, List.of(entry(0, 10))));
  }

  Note append(String name, int seq, int bytes) {
    var records = List.of(entry(seq, bytes));
    return new Note(
        name + seq, new JournalWrite.Append(id(name), store.epochFor("trip", name), records, null));
  }

  /** Holds the store up, so that what is submitted from now on joins one batch. */
  void hold() {
    journal.nextCommit(
        (to, batch) -> {
          committing.countDown();
          Waits.on(goOn);
          return to.commit(batch);
        });
    committer.submit(create("holder"), false);
    Waits.on(committing);
  }

  List<Note> submit(Note... notes) {
    for (Note note : notes) {
      committer.submit(note, false);
    }
    return List.of(notes);
  }

  static FaultyJournal.Commit poisonedBy(String... keys) {
    return (to, batch) -> {
      for (JournalWrite write : batch) {
        if (write instanceof JournalWrite.Create create
            && List.of(keys).contains(create.run().key())) {
          throw new JournalException("poison");
        }
      }
      return to.commit(batch);
    };
  }
}
