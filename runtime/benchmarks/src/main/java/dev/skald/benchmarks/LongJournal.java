package dev.skald.benchmarks;

import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.PurgePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A journal with a past beside one without. */
final class LongJournal {

  private static final int CALLERS = 64;
  private static final int PAGE = 500;

  private final Settings settings;
  private final JournalProvider empty;
  private final JournalProvider full;
  private final Callers threads;
  private long windows;

  LongJournal(Settings settings, JournalProvider empty, JournalProvider full) {
    this.settings = settings;
    this.empty = empty;
    this.full = full;
    this.threads = Callers.VIRTUAL.exist() ? Callers.VIRTUAL : Callers.PLATFORM;
  }

  /** Throughput on both, in turns; answers lines for people. */
  List<String> compare() throws Exception {
    List<String> lines = new ArrayList<>();
    double[] ratios = new double[settings.rounds()];
    for (int round = 0; round <= settings.rounds(); round++) {
      Window without = window(empty);
      Window with = window(full);
      if (round > 0) {
        ratios[round - 1] = with.perSecond() / without.perSecond();
        lines.add(line("empty journal", without));
        lines.add(line("long journal", with));
      }
    }
    Spread spread = Spread.of(ratios);
    lines.add(
        String.format(
            Locale.ROOT,
            "long / empty: throughput %.2f (%.2f to %.2f)",
            spread.median(),
            spread.min(),
            spread.max()));
    return lines;
  }

  private static String line(String what, Window window) {
    return String.format(
        Locale.ROOT,
        "%s: %,.0f sagas/s, p50 %,.0f us, p99 %,.0f us, foreign %.2f",
        what,
        window.perSecond(),
        window.micros(50),
        window.micros(99),
        window.used().foreignCores());
  }

  private Window window(JournalProvider journal) throws Exception {
    Services services = new Services();
    try (SkaldSubject subject = new SkaldSubject(journal, services)) {
      return window(subject, services);
    }
  }

  private Window window(SkaldSubject subject, Services services) throws Exception {
    Books books = new Books(services, subject, Course.HAPPY);
    ClosedLoop loop = new ClosedLoop(subject, Course.HAPPY, CALLERS, threads, windows);
    windows += 2;
    books.balance(loop.run(settings.warmUpSeconds()).sagas());
    Window window = loop.run(settings.seconds());
    books.balance(window.sagas());
    return window;
  }

  /** Purges the long journal, alone and while callers are served; answers lines for people. */
  List<String> purge() throws Exception {
    List<String> lines = new ArrayList<>();
    try (JournalStore store = full.open()) {
      store.cluster().ifPresent(JournalCluster::renew);
      lines.add(alone(store));
    }
    lines.add(line("callers without purging", window(full)));
    Opened opened = new Opened(full);
    Services services = new Services();
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong removed = new AtomicLong();
    try (SkaldSubject subject = new SkaldSubject(opened, services)) {
      Thread purging = new Thread(() -> purgeUntil(over, opened.store(), removed), "purging");
      purging.start();
      Window window = window(subject, services);
      over.set(true);
      purging.join();
      lines.add(line("callers while purging", window));
    }
    lines.add(String.format(Locale.ROOT, "%,d runs were purged beside them", removed.get()));
    return lines;
  }

  private String alone(JournalStore store) {
    long now = System.currentTimeMillis();
    long begin = System.nanoTime();
    long end = begin + (long) (3 * settings.seconds() * 1e9);
    long longest = 0;
    long removed = 0;
    String cursor = null;
    long at = begin;
    do {
      PurgePage page = store.purge(now, cursor, PAGE);
      removed += page.removed();
      cursor = page.next();
      long after = System.nanoTime();
      longest = Math.max(longest, after - at);
      at = after;
    } while (cursor != null && at < end);
    return String.format(
        Locale.ROOT,
        "purging alone: %,.0f runs/s, the longest page took %.0f ms",
        removed / ((at - begin) / 1e9),
        longest / 1e6);
  }

  /** As the engine does: after each page a pause of four times its length. */
  private static void purgeUntil(AtomicBoolean over, JournalStore store, AtomicLong removed) {
    long before = System.currentTimeMillis() - 3_600_000;
    String cursor = null;
    do {
      long begin = System.nanoTime();
      PurgePage page = store.purge(before, cursor, PAGE);
      removed.addAndGet(page.removed());
      cursor = page.next();
      LockSupport.parkNanos(4 * (System.nanoTime() - begin));
    } while (!over.get() && cursor != null);
  }
}
