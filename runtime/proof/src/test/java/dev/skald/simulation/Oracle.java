package dev.skald.simulation;

import dev.skald.StepContext;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.WriteResult;
import dev.skald.simulation.StepShape.Trait;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges what happens, as it happens, by rules that were written from {@code docs/semantics.md} and
 * not from the code. It keeps a journal of its own: what the store says is durable, and what was
 * called, acknowledged and answered.
 */
final class Oracle {

  /** What was decided just before may still be on its way within this time. */
  private static final long GRACE_MILLIS = 50;

  private final Timeline timeline;
  private final Trace trace;
  private final boolean several;
  private final Map<UUID, RunBook> runs = new LinkedHashMap<>();
  private final Map<String, RunBook> byKey = new HashMap<>();
  private final Map<LockKey, RunBook> holders = new HashMap<>();
  private final Map<Process, Lease> leases = new HashMap<>();
  private final Map<Integer, Held> shards = new TreeMap<>();
  private final Set<UUID> answered = new HashSet<>();
  private Function<String, Services.@Nullable Entry> services = key -> null;
  private long worstClock;
  private @Nullable String verdict;

  Oracle(Timeline timeline, Trace trace, boolean several) {
    this.timeline = timeline;
    this.several = several;
    this.trace = trace;
  }

  void books(Function<String, Services.@Nullable Entry> entries) {
    services = entries;
  }

  /** By how much any clock is wrong at the worst, in milliseconds. */
  void worstClock(long millis) {
    worstClock = Math.max(worstClock, millis);
  }

  /** The first rule that was broken, or {@code null}. */
  @Nullable String verdict() {
    return verdict;
  }

  /** A rule is broken: the simulation ends here. */
  void broken(String rule, String what) {
    if (verdict == null) {
      verdict = rule + ": " + what;
      trace.add(timeline.now(), "BROKEN " + verdict);
      timeline.stop();
    }
  }

  private void require(boolean holds, String rule, RunBook run, Object detail) {
    if (!holds) {
      broken(rule, run + ", " + detail);
    }
  }

  Collection<RunBook> runs() {
    return runs.values();
  }

  @Nullable RunBook find(String saga, String key) {
    return byKey.get(saga + "/" + key);
  }

  // ---- what the store says

  /** A batch was answered. The store as it is now is compared with what it said. */
  void committed(
      Process by, JournalStore store, List<JournalWrite> batch, List<WriteResult> results) {
    for (int i = 0; i < batch.size(); i++) {
      committed(by, store, batch.get(i), results.get(i));
    }
    Set<RunBook> concerned = new LinkedHashSet<>();
    for (JournalWrite part : batch) {
      UUID id =
          part instanceof Create create
              ? create.run().id()
              : part instanceof Append append ? append.run() : ((Lock) part).run();
      RunBook run = runs.get(id);
      if (run != null) {
        concerned.add(run);
      }
    }
    concerned.forEach(run -> compare(store, run));
  }

  private void committed(Process by, JournalStore store, JournalWrite part, WriteResult result) {
    if (part instanceof Create create) {
      created(by, store, create, result);
    } else if (part instanceof Append append) {
      appended(by, store, append, result);
    } else {
      locked(by, (Lock) part, result);
    }
  }

  private void created(Process by, JournalStore store, Create create, WriteResult result) {
    RunHeader header = create.run();
    if (result != WriteResult.DURABLE && result != WriteResult.ELSEWHERE) {
      return;
    }
    RunBook before = find(header.saga(), header.key());
    if (before != null) {
      broken("one run for each key", before + " was made again by " + by);
      return;
    }
    RunHeader kept = store.find(header.saga(), header.key()).orElse(null);
    if (kept == null) {
      broken("what is acknowledged is durable", "the store does not know " + header.key());
      return;
    }
    RunBook run = new RunBook(SagaShape.named(header.saga()), kept, timeline.now());
    runs.put(header.id(), run);
    byKey.put(header.saga() + "/" + header.key(), run);
    trace.add(timeline.now(), by + " makes " + run);
    take(run, create.records());
  }

  private void appended(Process by, JournalStore store, Append append, WriteResult result) {
    RunBook run = runs.get(append.run());
    if (run == null) {
      broken("no records without a run", append.run() + " by " + by);
      return;
    }
    if (result == WriteResult.DURABLE) {
      require(
          append.epoch() == run.epoch() && append.epoch() > 0,
          "who has lost a run writes nothing to it",
          run,
          by + " wrote with epoch " + append.epoch() + ", it is held with " + run.epoch());
      store.cluster().ifPresent(all -> requireShard(all, run, append.epoch()));
      JournalWrite.Answer answer = append.answer();
      if (answer != null) {
        require(answered.add(answer.letter()), "a letter is answered once", run, answer.letter());
      }
      take(run, append.records());
      JournalWrite.Change change = append.change();
      if (change != null) {
        changed(run, change);
      }
      trace.add(timeline.now(), by + " writes " + run + " " + kinds(append));
    }
  }

  private void requireShard(JournalCluster cluster, RunBook run, long epoch) {
    Held held = shards.get(cluster.shardOf(run.saga().name(), run.key()));
    boolean current = held != null && held.epoch == epoch;
    require(current, "who has lost a shard writes nothing in it", run, epoch + ", " + held);
  }

  private static String kinds(Append append) {
    StringBuilder text = new StringBuilder();
    for (JournalRecord entry : append.records()) {
      text.append(entry.kind()).append('(');
      text.append(entry.step() == null ? "" : new Unit(entry.step(), entry.item())).append(") ");
    }
    JournalWrite.Change change = append.change();
    return text + (change == null ? "" : "-> " + change.state());
  }

  private void locked(Process by, Lock lock, WriteResult result) {
    RunBook run = runs.get(lock.run());
    if (run == null || result != WriteResult.DURABLE) {
      return;
    }
    require(
        lock.epoch() == run.epoch(), "who has lost a run takes no locks for it", run, lock.epoch());
    for (LockKey key : lock.keys()) {
      RunBook holder = holders.get(key);
      boolean free = holder == null || holder == run || holder.hasEnded();
      require(free, "a lock has one holder", run, key + " is held by " + holder);
      holders.put(key, run);
    }
    trace.add(timeline.now(), by + " locks for " + run);
  }

  private void compare(JournalStore store, RunBook run) {
    RunHeader kept = store.find(run.saga().name(), run.key()).orElse(null);
    if (kept == null) {
      broken("an acknowledged run exists for ever", "" + run);
      return;
    }
    require(kept.id().equals(run.id()), "one run for each key", run, kept);
    require(kept.state() == run.state(), "headers say what was written", run, kept);
    List<JournalRecord> records = store.read(run.id(), 0, Integer.MAX_VALUE);
    require(
        records.size() == run.records().size(),
        "what is acknowledged is durable, and nothing else",
        run,
        records.size() + " records in the store, " + run.records().size() + " acknowledged");
    for (int i = run.firstNotCompared(); i < Math.min(records.size(), run.records().size()); i++) {
      boolean same = same(records.get(i), run.records().get(i));
      require(same && records.get(i).seq() == i, "records stay as they were written", run, i);
    }
    run.compared();
  }

  private static boolean same(JournalRecord one, JournalRecord other) {
    return one.kind().equals(other.kind())
        && Objects.equals(one.step(), other.step())
        && Arrays.equals(one.payload(), other.payload());
  }

  /** A run has a new owner. */
  void claimed(Process by, RunHeader header) {
    RunBook run = runs.get(header.id());
    if (run == null) {
      broken("nobody claims what does not exist", "" + header);
      return;
    }
    require(header.epoch() >= run.epoch(), "epochs grow", run, header.epoch());
    if (header.epoch() > run.epoch()) {
      run.epoch(header.epoch());
      trace.add(timeline.now(), by + " takes up " + run + ", epoch " + header.epoch());
    }
  }

  /** A node has renewed its lease, and was told what it holds. */
  void renewed(Process by, Holdings holdings) {
    Lease before = leases.get(by);
    if (before != null && timeline.now() > before.until && before.node.equals(holdings.node())) {
      broken("a lease that has lapsed is never revived", "" + by);
    }
    leases.put(by, new Lease(holdings.node(), timeline.now() + Cluster.LEASE.toMillis()));
    holdings
        .epochs()
        .forEach(
            (shard, epoch) -> {
              Held held = shards.get(shard);
              boolean grows =
                  held == null
                      || epoch > held.epoch
                      || epoch == held.epoch && held.node.equals(holdings.node());
              if (!grows) {
                broken("epochs grow with each owner", by + " holds shard " + shard);
              }
              shards.put(shard, new Held(holdings.node(), epoch));
            });
  }

  private record Lease(UUID node, long until) {}

  private record Held(UUID node, long epoch) {}

  /** The node that a process is, {@code null} if others may have taken over what it held. */
  @Nullable UUID node(Process process) {
    Lease lease = leases.get(process);
    return lease == null || timeline.now() >= lease.until ? null : lease.node;
  }

  // ---- the records of a run

  private void take(RunBook run, List<JournalRecord> records) {
    for (JournalRecord entry : records) {
      require(entry.seq() == run.records().size(), "records are without a gap", run, entry.seq());
      String wrong = run.take(entry, timeline.now());
      require(wrong == null, "" + wrong, run, entry.kind() + " " + entry.step());
      judge(run, entry);
    }
  }

  private void judge(RunBook run, JournalRecord entry) {
    if (entry.step() == null) {
      return;
    }
    StepShape step = run.saga().step(entry.step());
    Unit unit = new Unit(entry.step(), entry.item());
    switch (entry.kind()) {
      case "succeeded" -> judgeSuccess(run, step, unit, entry);
      case "undone" -> judgeUndone(run, step, unit);
      case "locked" -> require(holds(run), "a step that locks holds its lock", run, unit);
      default -> {
        // What the run's own book knows is enough.
      }
    }
  }

  private void judgeSuccess(RunBook run, StepShape step, Unit unit, JournalRecord entry) {
    if (step.has(Trait.CHILD)) {
      RunBook child = find(SagaShape.COURIER.name(), Sagas.childKey(run.key()));
      boolean ended = child != null && child.state() == RunState.COMPLETED;
      require(ended, "a parent's step is done when its child has completed", run, child);
      return;
    }
    if (step.has(Trait.LIST) && unit.item() == JournalRecord.NO_ITEM) {
      return;
    }
    Services.Entry did = services.apply(run.serviceKey(unit));
    require(did != null && did.done > 0, "a success has its effect", run, unit);
    String value = entry.payload() == null ? "" : new String(entry.payload());
    require(
        value.equals(Services.valueOf(run.serviceKey(unit))),
        "a result is what the service said",
        run,
        value);
  }

  private void judgeUndone(RunBook run, StepShape step, Unit unit) {
    if (step.has(Trait.CHILD)) {
      RunBook child = find(SagaShape.COURIER.name(), Sagas.childKey(run.key()));
      boolean back = child == null || child.state() == RunState.COMPENSATED;
      require(back, "a parent's step is undone when its child is", run, child);
      return;
    }
    Services.Entry did = services.apply(run.serviceKey(unit));
    require(did != null && did.undone > 0, "a confirmed undo was done", run, unit);
  }

  private boolean holds(RunBook run) {
    return holders.values().contains(run);
  }

  private void changed(RunBook run, JournalWrite.Change change) {
    RunState before = run.state();
    boolean turnedBack = before == RunState.COMPLETED && run.hasTurnedBack();
    require(
        !before.isEnd() || before == change.state() || turnedBack,
        "an end stays",
        run,
        change.state());
    run.state(change.state(), timeline.now());
    if (change.state() == RunState.COMPLETED) {
      run.saga()
          .steps()
          .forEach(
              step -> require(run.isSettled(step), "completed means that all is done", run, step));
    } else if (change.state() == RunState.COMPENSATED) {
      standing(run);
    }
  }

  /** What was done, and can be undone, is undone. */
  private void standing(RunBook run) {
    for (Unit unit : run.called()) {
      StepShape step = run.saga().step(unit.step());
      Services.Entry did = services.apply(run.serviceKey(unit));
      if (step.undo() != StepShape.Undo.NONE && did != null && !run.isGivenUp(unit)) {
        // Who knows no keys cannot refuse a call that was slower than its undo.
        boolean stands = did.stands && !step.has(Trait.KEY_UNAWARE);
        require(!stands, "compensated means that no effect stands", run, unit);
        boolean undone = did.undone > 0 || did.declined || did.done == 0;
        require(undone, "what may have been done is undone", run, unit);
      }
    }
  }

  // ---- the calls

  /** A process calls a service. */
  void called(Process by, StepShape step, StepContext context, boolean undo) {
    RunBook run = find(context.saga(), context.key());
    if (run == null) {
      broken("nothing is called before the start is durable", context.key());
      return;
    }
    Unit unit = Unit.of(context);
    String expected = run.serviceKey(unit) + (undo ? ":undo" : "");
    require(
        expected.equals(context.idempotencyKey()),
        "one key for all attempts",
        run,
        context.idempotencyKey());
    if (several) {
      require(node(by) != null, "nobody calls without a valid lease", run, by);
    } else if (context.epoch() < run.epoch()) {
      // Nothing tells it that it is replaced. The service could refuse it by this number.
      return;
    }
    require(context.epoch() == run.epoch(), "epochs come from the store", run, context.epoch());
    if (undo) {
      calledUndo(by, run, step, unit);
    } else {
      calledStep(by, run, step, unit);
      run.called(unit);
    }
  }

  /** Whether something has been durable for so long that the process must know it. */
  private boolean mustKnow(Process by, long since) {
    long now = timeline.now();
    return now - since > GRACE_MILLIS && now - by.activeSince() > GRACE_MILLIS;
  }

  private void calledStep(Process by, RunBook run, StepShape step, Unit unit) {
    for (String before : step.after()) {
      boolean settled = run.isSettled(run.saga().step(before)) || isOnItsWay(run, before);
      require(settled, "no step before what it waits for is durable", run, unit);
    }
    boolean calledBefore = run.called().contains(unit);
    if (step.has(Trait.AT_MOST_ONCE)) {
      require(run.isCalling(unit), "at most once means to say so before", run, unit);
      require(!calledBefore, "at most once", run, unit);
    }
    if (step.waitsForSignal()) {
      require(run.hasSignal(step), "a step waits for its signal", run, unit);
    }
    if (step.has(Trait.LOCK)) {
      require(run.isLocked(step) && holds(run), "a step waits for its lock", run, unit);
    }
    if (step.has(Trait.DELAY)) {
      long since = run.settledAt(step);
      long waited = timeline.now() - since + 2 * worstClock;
      require(waited >= StepShape.DELAY_MILLIS, "no delay ends early", run, unit);
    }
    boolean goesBack = run.state() == RunState.COMPENSATING && mustKnow(by, run.stateSince());
    // What needs a result to be undone is called for it, if it may have been called before.
    boolean resolves = step.undo() == StepShape.Undo.RESULT || step.has(Trait.CHILD);
    require(!goesBack || calledBefore || resolves, "who turns back begins nothing", run, unit);
    boolean over = run.state().isEnd() && mustKnow(by, run.stateSince());
    require(!over, "after its end a run calls nothing", run, unit);
    boolean known = run.hasSucceeded(unit) && mustKnow(by, run.changedAt(unit));
    require(!known, "what has its result is not called again", run, unit);
  }

  /** Others may run ahead of its record; but not of the call itself. */
  private boolean isOnItsWay(RunBook run, String step) {
    Services.Entry did = services.apply(run.serviceKey(new Unit(step, JournalRecord.NO_ITEM)));
    return run.saga().step(step).has(Trait.PIPELINED) && did != null && did.done > 0;
  }

  private void calledUndo(Process by, RunBook run, StepShape step, Unit unit) {
    boolean back = run.hasTurnedBack();
    require(back, "no undo before the run has durably turned back", run, unit);
    require(step.undo() != StepShape.Undo.NONE, "only what has an undo is undone", run, unit);
    for (StepShape dependent : run.saga().dependents(step)) {
      require(run.isCleared(dependent), "no undo before those of all dependents", run, dependent);
    }
    boolean known = run.isUndone(unit) && mustKnow(by, run.changedAt(unit));
    require(!known, "what is undone is not undone again", run, unit);
    boolean over = run.state().isEnd() && mustKnow(by, run.stateSince());
    require(!over, "after its end a run calls nothing", run, unit);
  }
}
