package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Another process on a journal; says on standard output what has been acknowledged to it. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one that does {@code what}; no file may grow over {@code kibibytes}, 0 for no limit. */
  static Child start(String what, Path journal, int from, int kibibytes) throws IOException {
    String limit = kibibytes == 0 ? "" : "ulimit -f " + kibibytes + "; ";
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            limit + "exec \"$@\"",
            "child",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            // A killed process cannot remove the library that the driver unpacks; the test can.
            "-Dorg.sqlite.tmpdir=" + journal.toAbsolutePath().getParent(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            what,
            journal.toString(),
            Integer.toString(from));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Child(builder.start());
  }

  /** The next line, or {@code null} when the process has ended and all is read. */
  String line() throws IOException {
    return output.readLine();
  }

  long pid() {
    return process.pid();
  }

  /** {@code kill -9}; what it has said can still be read. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }

  public static void main(String[] args) throws IOException {
    JournalStore store = SqliteJournal.at(Path.of(args[1])).open();
    int from = Integer.parseInt(args[2]);
    switch (args[0]) {
      case "hold" -> hold();
      case "write" -> write(store, from);
      case "fill" -> fill(store, from);
      case "fill-transactions" -> fillTransactions(store, from);
      case "hold-transaction" -> holdTransaction(store, from);
      case "transact" -> transact(store, from);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Stays in a transaction that has changed something. */
  private static void holdTransaction(JournalStore store, int number) throws IOException {
    store.commit(List.of(Runs.create(number, 10)));
    try {
      Shelf.put(Runs.begin(store), number + "-a");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    System.out.println("between " + number);
    untilTheParentGoes();
  }

  private static void hold() throws IOException {
    System.out.println("open");
    untilTheParentGoes();
  }

  private static void untilTheParentGoes() throws IOException {
    while (System.in.read() >= 0) {
      // it has nothing to say
    }
  }

  /** Creates runs and appends to them in batches, until killed: "number records". */
  private static void write(JournalStore store, int from) {
    for (int number = from; ; number++) {
      List<JournalWrite> batch = new ArrayList<>();
      List<int[]> acknowledged = new ArrayList<>();
      for (int old = Math.max(from, number - 5); old < number; old++) {
        batch.add(Runs.append(store, old, number - old, 300));
        acknowledged.add(new int[] {old, number - old + 1});
      }
      batch.add(Runs.create(number, 300));
      acknowledged.add(new int[] {number, 1});
      for (WriteResult result : store.commit(batch)) {
        if (result != WriteResult.DURABLE) {
          throw new IllegalStateException(result.toString());
        }
      }
      StringBuilder lines = new StringBuilder();
      acknowledged.forEach(run -> lines.append(run[0]).append(' ').append(run[1]).append('\n'));
      System.out.print(lines);
      System.out.flush();
    }
  }

  /** Changes a table together with each record, until killed: "number", once it is acknowledged. */
  private static void transact(JournalStore store, int from) {
    for (int number = from; ; number++) {
      store.commit(List.of(Runs.create(number, 10)));
      System.out.println("begin " + number);
      try (JournalTransaction transaction = Runs.begin(store)) {
        Shelf.put(transaction, number + "-a");
        System.out.println("between " + number);
        Shelf.put(transaction, number + "-b");
        if (transaction.commit(Runs.append(store, number, 1, 10)) != WriteResult.DURABLE) {
          throw new IllegalStateException("Refused");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      System.out.println("done " + number);
    }
  }

  /** Creates large runs until it fails ten times: "durable|failed|unknown number". */
  private static void fill(JournalStore store, int from) {
    int failures = 0;
    for (int number = from; failures < 10; number++) {
      String answer = "durable";
      try {
        store.commit(List.of(Runs.create(number, 20_000), Runs.append(store, number, 1, 20_000)));
      } catch (UnknownCommitException e) {
        answer = "unknown";
        failures++;
      } catch (JournalException e) {
        answer = "failed";
        failures++;
      }
      System.out.println(answer + " " + number);
    }
    System.out.println("end");
  }

  /** The same with a user's value beside each record. */
  private static void fillTransactions(JournalStore store, int from) {
    int failures = 0;
    for (int number = from; failures < 10; number++) {
      String answer = "durable";
      try {
        store.commit(List.of(Runs.create(number, 10)));
        try (JournalTransaction transaction = Runs.begin(store)) {
          Shelf.put(transaction, number + "-" + "x".repeat(20_000));
          transaction.commit(Runs.append(store, number, 1, 20_000));
        }
      } catch (UnknownCommitException e) {
        answer = "unknown";
        failures++;
      } catch (JournalException | SQLException e) {
        answer = "failed";
        failures++;
      }
      System.out.println(answer + " " + number);
    }
    System.out.println("end");
  }
}
