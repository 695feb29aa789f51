package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.inFolder;
import static dev.skald.samples.features.Story.tell;
import static dev.skald.samples.features.Story.until;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** The next step does not wait until the record of this one is on the disk. */
public final class PipelinedMain {

  record Order(String article) {}

  record Place(int shelf) {}

  record Parcel(String label) {}

  @Saga
  @Timeout("30s")
  static class SendOrder {
    private final Disk disk;
    private final Set<String> keys = new HashSet<>();

    SendOrder(Disk disk) {
      this.disk = disk;
    }

    @Step(pipelined = true)
    Place reserve(Order order, StepContext step) {
      told("reserve", step);
      disk.pauseOnce();
      return new Place(4);
    }

    @Compensate("reserve")
    void release(Outcome<Place> place) {
      tell("  release " + place);
    }

    @Step
    Parcel pack(Place place, StepContext step) {
      told("pack", step);
      if (disk.isPaused()) {
        tell("    while the record of reserve is on its way to the disk");
        disk.goOn();
      }
      return new Parcel("from shelf " + place.shelf());
    }

    @Compensate("pack")
    void unpack(Outcome<Parcel> parcel) {
      tell("  unpack " + parcel);
    }

    @Step
    String ship(Parcel parcel, StepContext step) {
      told("ship", step);
      return "on its way " + parcel.label();
    }

    private void told(String what, StepContext step) {
      String again = keys.add(step.idempotencyKey()) ? "" : " once more, with the same key";
      tell("  " + what + again);
    }
  }

  /** A disk that takes its time when it is told to, and may then fail. */
  private static final class Disk {
    private final boolean fails;
    private boolean pausedBefore;
    private volatile boolean paused;
    private volatile boolean written;

    Disk(boolean fails) {
      this.fails = fails;
    }

    /** The next write takes until somebody says so; and none after it. */
    void pauseOnce() {
      paused = !pausedBefore;
      pausedBefore = true;
    }

    boolean isPaused() {
      return paused;
    }

    void goOn() {
      until(() -> written);
      paused = false;
    }

    private void beforeCommit() {
      boolean late = paused;
      written = late;
      until(() -> !paused);
      if (late && fails) {
        throw new JournalException("the disk lost it");
      }
    }

    /** The journal, on this disk: nobody but this program needs such a thing. */
    JournalProvider under(JournalProvider journal) {
      return () -> {
        JournalStore store = journal.open();
        return (JournalStore)
            Proxy.newProxyInstance(
                JournalStore.class.getClassLoader(),
                new Class<?>[] {JournalStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("commit")) {
                    beforeCommit();
                  }
                  try {
                    return method.invoke(store, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
      };
    }
  }

  private PipelinedMain() {}

  public static void main(String[] args) throws Exception {
    for (boolean fails : new boolean[] {false, true}) {
      tell(fails ? "The disk loses what was called ahead of" : "The disk takes its time");
      inFolder(
          folder -> {
            Disk disk = new Disk(fails);
            var journal = disk.under(SqliteJournal.at(folder.resolve("journal.db")));
            try (SagaEngine engine = Skald.on(journal).open()) {
              var orders = new PipelinedMain_SendOrderOrchestrator(engine, new SendOrder(disk));
              tell("  " + orders.start("order-1", new Order("a horn")).await(PATIENCE));
            }
          });
    }
  }
}
