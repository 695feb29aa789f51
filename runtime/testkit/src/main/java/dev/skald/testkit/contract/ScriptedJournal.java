package dev.skald.testkit.contract;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A journal to which a script is read, with answers that can be compared with another's. */
final class ScriptedJournal implements AutoCloseable {

  private static final long NOON = 1_750_000_000_000L;
  private static final int ODD_EPOCH = 1;
  private static final int ODD_SEQ = 2;
  private static final int ODD_ID = 3;

  /** Up to the middle of a script: what is created later is too young to be gone through. */
  private static final int PURGED_MILLIS = 130;

  /** Stands for either reason why nothing is written to a run that there is not. */
  private static final String GONE = "GONE";

  private final JournalProvider provider;
  private final Names names;
  private final Tally tally;
  private final List<JournalWrite> batch = new ArrayList<>();

  /** How many records of a run the batch has so far. */
  private final Map<UUID, Integer> batched = new HashMap<>();

  /** Runs that come to their end in the batch. */
  private final Set<UUID> ended = new HashSet<>();

  private JournalStore store;

  ScriptedJournal(JournalProvider provider) {
    this(provider, (store, saga, name) -> name, new Tally());
  }

  ScriptedJournal(JournalProvider provider, Names names, Tally tally) {
    this.provider = provider;
    this.store = provider.open();
    this.names = names;
    this.tally = tally;
  }

  /** How runs are called in a store; what is told of them does not show what is behind a dot. */
  interface Names {
    String of(JournalStore store, String saga, String name);
  }

  /** Does one step; {@code null} if there is no answer yet, as more is to come in the batch. */
  @Nullable String answer(ScriptedStep step) {
    if (step.kind().writes()) {
      batch.add(write(step));
      return step.more() ? null : commit();
    }
    String before = flush();
    String told = read(step);
    tally.told(step.kind(), told);
    return before + told;
  }

  /** Commits what has been gathered; its answer, empty if there is nothing. */
  String flush() {
    return batch.isEmpty() ? "" : commit() + "; ";
  }

  JournalStore store() {
    return store;
  }

  /** Commits one part, for itself: nothing is gathered. */
  String commit(JournalWrite part) {
    batch.add(part);
    return commit();
  }

  private String commit() {
    Set<UUID> gone = gone();
    List<WriteResult> results = store.commit(List.copyOf(batch));
    List<String> told = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      count(batch.get(i), results.get(i));
      told.add(told(batch.get(i), results.get(i), gone));
    }
    batch.clear();
    batched.clear();
    ended.clear();
    return told.toString();
  }

  /**
   * Runs of the batch that there are not: in a cluster another node may have removed them. A node
   * that knows such a run as another's may say so, or look, and say that there is none.
   */
  private Set<UUID> gone() {
    Set<UUID> gone = new HashSet<>();
    JournalCluster cluster = store.cluster().orElse(null);
    if (cluster != null) {
      batch.forEach(part -> gone.add(run(part)));
      cluster.headers(gone).forEach(header -> gone.remove(header.id()));
    }
    return gone;
  }

  private static String told(JournalWrite part, WriteResult result, Set<UUID> gone) {
    if (part instanceof Create
        && (result == WriteResult.DURABLE || result == WriteResult.ELSEWHERE)) {
      gone.remove(run(part));
    }
    boolean refused = result == WriteResult.FENCED || result == WriteResult.DIVERGED;
    return refused && gone.contains(run(part)) ? GONE : "" + result;
  }

  private static UUID run(JournalWrite part) {
    if (part instanceof Create create) {
      return create.run().id();
    }
    return part instanceof Append append ? append.run() : ((Lock) part).run();
  }

  private void count(JournalWrite part, WriteResult result) {
    tally.wrote(part, result);
    boolean thought = part instanceof Append append && append.epoch() > 0;
    // Who has been told that the shard is another's, knows it.
    if (result == WriteResult.FENCED && thought && epoch(run(((Append) part).run())) == 0) {
      tally.fencedByTakeover();
    }
  }

  static UUID id(int run) {
    return new UUID((NOON + run) << 16 | 0x7000, Long.MIN_VALUE | run);
  }

  static String saga(int run) {
    return "saga-" + run % 2;
  }

  String key(int run) {
    return names.of(store, saga(run), "key-" + run);
  }

  private long epoch(int run) {
    return store.epochFor(saga(run), key(run));
  }

  private static UUID id(ScriptedStep step) {
    return id(step.odd() == ODD_ID ? step.run() + 1 : step.run());
  }

  private JournalWrite write(ScriptedStep step) {
    UUID id = id(step);
    long epoch = epoch(run(id)) - (step.odd() == ODD_EPOCH ? 1 : 0);
    if (step.kind() == ScriptedStep.Kind.CREATE) {
      return create(step, id);
    }
    boolean over = isOver(id);
    if (step.kind() == ScriptedStep.Kind.LOCK && !over) {
      return new Lock(id, epoch, locks(step));
    }
    int from = store.read(id, 0, 10_000).size() + batched.getOrDefault(id, 0);
    List<JournalRecord> records = records(from + odd(step), step.size());
    batched.merge(id, step.size(), Integer::sum);
    Change change = over ? null : change(step);
    if (change != null && change.state().isEnd()) {
      ended.add(id);
    }
    return new Append(id, epoch, records, change);
  }

  /** What is at its end asks for no locks and begins nothing again: of that nothing is promised. */
  private boolean isOver(UUID id) {
    int run = run(id);
    // The run before it, if that was created with an odd identity, has this one.
    return ended.contains(id) || isOver(id, run) || run > 0 && isOver(id, run - 1);
  }

  private boolean isOver(UUID id, int run) {
    return store
        .find(saga(run), key(run))
        .filter(header -> header.id().equals(id) && header.state().isEnd())
        .isPresent();
  }

  private static int run(UUID id) {
    return (int) (id.getLeastSignificantBits() & 0xFF);
  }

  private Create create(ScriptedStep step, UUID id) {
    Change first = new Change(RunState.RUNNING, wakeAt(step));
    RunHeader header =
        new RunHeader(
            id,
            saga(step.run()),
            key(step.run()),
            step.size(),
            "print" + step.size(),
            epoch(step.run()),
            first.state(),
            NOON + step.number(),
            first.wakeAt());
    return new Create(header, records(odd(step), step.size() + 1));
  }

  private static int odd(ScriptedStep step) {
    return step.odd() == ODD_SEQ ? step.detail() % 3 - 1 : 0;
  }

  private static @Nullable Change change(ScriptedStep step) {
    RunState[] states = RunState.values();
    boolean none = step.detail() % 3 == 0;
    return none ? null : new Change(states[step.detail() % states.length], wakeAt(step));
  }

  /** No two are the same: the order of equals is not promised. */
  private static long wakeAt(ScriptedStep step) {
    return step.detail() % 2 == 0
        ? RunHeader.NEVER
        : NOON + 1_000L * (step.detail() % 100) + step.number();
  }

  private static List<LockKey> locks(ScriptedStep step) {
    List<LockKey> keys = new ArrayList<>();
    for (int i = 0; i <= step.size() % 2; i++) {
      keys.add(new LockKey("lock", "" + (step.detail() + i) % 3));
    }
    return keys;
  }

  static List<JournalRecord> records(int from, int count) {
    List<JournalRecord> records = new ArrayList<>();
    for (int seq = from; seq < from + count; seq++) {
      boolean bare = seq % 2 == 0;
      Failure failure = bare ? null : new Failure(Failure.Kind.ERROR, "step", "Type", "why " + seq);
      byte[] payload = bare ? new byte[] {(byte) seq, 0, -1} : null;
      records.add(
          new JournalRecord(
              seq,
              NOON + seq,
              "kind" + seq % 3,
              bare ? "step" : null,
              seq - 1,
              seq,
              bare ? 0 : NOON,
              failure,
              bare ? null : "origin",
              payload));
    }
    return records;
  }

  private String read(ScriptedStep step) {
    int limit = step.size() + 1;
    return switch (step.kind()) {
      case FIND -> "" + store.find(saga(step.run()), key(step.run())).map(this::told);
      case READ -> told(store.read(id(step.run()), step.detail() % 4, limit));
      case CLAIM_MANY -> claimAll(saga(step.run()), limit);
      case CLAIM_ONE -> "" + store.claim(id(step.run())).map(this::told);
      case NEXT_IN_LINE -> {
        // A hint, which may say more or less: asked for because it may clear places away.
        store.nextInLine(id(step.run()));
        yield "asked";
      }
      case DUE ->
          "" + store.due(NOON + 100L * step.detail(), limit).stream().map(this::told).toList();
      case LIST -> list(step, limit);
      case PURGE -> "" + purge(step.detail() % PURGED_MILLIS, limit);
      default -> {
        store.close();
        store = provider.open();
        yield "opened";
      }
    };
  }

  /** How many a page has is the store's affair, as long as the last one alone is empty. */
  private String claimAll(String saga, int limit) {
    StringBuilder all = new StringBuilder();
    for (var page = store.claim(saga, limit); !page.isEmpty(); page = store.claim(saga, limit)) {
      page.forEach(header -> all.append(told(header)).append(';'));
    }
    return all.toString();
  }

  static RunQuery query(ScriptedStep step, int limit) {
    RunState state =
        step.detail() % 2 == 0 ? null : RunState.values()[step.detail() % RunState.values().length];
    String saga = step.odd() == 0 ? saga(step.run()) : null;
    return new RunQuery(saga, state, null, limit);
  }

  private String list(ScriptedStep step, int limit) {
    RunQuery query = query(step, limit);
    StringBuilder pages = new StringBuilder();
    while (query != null) {
      RunPage page = store.list(query);
      pages.append(page.runs()).append(';');
      query = page.next().map(query::from).orElse(null);
    }
    return pages.toString();
  }

  /** Removes what is over since some milliseconds after noon, page by page; answers how many. */
  int purge(int millis, int limit) {
    long before = NOON + millis;
    PurgePage page = store.purge(before, null, limit);
    int removed = page.removed();
    while (page.next() != null) {
      page = store.purge(before, page.next(), limit);
      removed += page.removed();
    }
    return removed;
  }

  /**
   * Without company epochs are a store's own, and what counts is whether one is that of now. In a
   * cluster they are the same in all; what is ours is a hint there, which may come late.
   */
  String told(RunHeader header) {
    String former = store.owns(header) ? "ours" : "former";
    String epoch = store.cluster().isPresent() ? "" + header.epoch() : former;
    return String.join(
        " ",
        "" + header.id(),
        header.saga(),
        header.key().replaceAll("\\..*", ""),
        "" + header.version(),
        header.fingerprint(),
        epoch,
        "" + header.state(),
        "" + header.startedAt(),
        "" + header.wakeAt());
  }

  private static String told(List<JournalRecord> records) {
    StringBuilder text = new StringBuilder();
    for (JournalRecord entry : records) {
      text.append(entry.seq())
          .append(' ')
          .append(entry.at())
          .append(' ')
          .append(entry.kind())
          .append(' ')
          .append(entry.step())
          .append(' ')
          .append(entry.item())
          .append(' ')
          .append(entry.attempt())
          .append(' ')
          .append(entry.dueAt())
          .append(' ')
          .append(entry.failure())
          .append(' ')
          .append(entry.origin())
          .append(' ')
          .append(Arrays.toString(entry.payload()))
          .append(';');
    }
    return text.toString();
  }

  @Override
  public void close() {
    store.close();
  }
}
