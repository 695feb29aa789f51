package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.proof.Books.Act;
import dev.skald.proof.SeenCall.End;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Made-up evidence of one run of {@link Shop}, to see whether the audit sees what is wrong. */
final class History {

  private static final UUID ID = new UUID(1, 1);

  final List<SeenCall> calls = new ArrayList<>();
  final List<JournalRecord> rows = new ArrayList<>();
  final Map<Owned, Long> owned = new HashMap<>(Map.of(new Owned(0, 1), 0L));
  private final List<Outage> outages = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final String key;
  private long epoch = 1;
  private int line;
  private long clock = 1_000;

  History(String key) {
    this.key = key;
    row("started", null, key, 0);
  }

  /** Another worker. */
  History crash() {
    epoch++;
    owned.put(new Owned(0, epoch), ++clock);
    return this;
  }

  /** What the worker before the last one does, so much later. */
  History former(long millis, Runnable deed) {
    epoch--;
    clock += millis;
    deed.run();
    epoch++;
    return this;
  }

  /** Nothing can be written for a moment, which is so long ago when the next thing happens. */
  History outage(long millis) {
    outages.add(new Outage(++clock, ++clock));
    clock += millis;
    return this;
  }

  /** A call that is answered, and its effect. */
  History call(String step) {
    Act act = numbers.containsKey(step) ? Act.REPEAT : Act.EFFECT;
    numbers.putIfAbsent(step, (long) numbers.size() + 1);
    return end(begin(step, false, ID + ":" + step), act, numbers.get(step), End.OK);
  }

  History declined(String step) {
    return end(begin(step, false, ID + ":" + step), Act.DECLINED, 0, End.DECLINED);
  }

  History undo(String step) {
    SeenCall call = begin(step, true, ID + ":" + step + ":undo");
    return end(call, Act.UNDONE, numbers.getOrDefault(step, 0L), End.OK);
  }

  SeenCall begin(String step, boolean undo, String idempotencyKey) {
    List<String> inputs = new ArrayList<>();
    if (!undo) {
      for (String before : Graph.ALL.get("shop").node(step).after()) {
        inputs.add("" + numbers.get(before));
      }
    }
    SeenCall call =
        new SeenCall(
            new Request(
                "shop",
                key,
                step,
                undo,
                1,
                idempotencyKey,
                ID + ":" + step,
                epoch,
                ++clock,
                String.join(",", inputs)),
            line++);
    calls.add(call);
    return call;
  }

  History end(SeenCall call, Act act, long number, End how) {
    call.acted(new String[] {act.name(), "" + number}, line++);
    call.ended(how, line++);
    return this;
  }

  History succeeded(String... steps) {
    for (String step : steps) {
      row("succeeded", step, numbers.get(step) + " " + ID + ":" + step, 0);
    }
    return this;
  }

  History row(String kind, String step) {
    return row(kind, step, null, 0);
  }

  /** The next call is sent at once, whatever the record says. */
  History waits(String step, long millis) {
    return row("retry_at", step, null, clock + millis);
  }

  private History row(String kind, String step, String payload, long dueAt) {
    byte[] bytes = payload == null ? null : payload.getBytes(UTF_8);
    rows.add(new JournalRecord(rows.size(), ++clock, kind, step, -1, 1, dueAt, null, null, bytes));
    return this;
  }

  List<String> problems(RunState state) {
    RunHeader header =
        new RunHeader(ID, "shop", key, 1, "print", epoch, state, 1_000, RunHeader.NEVER);
    String name = "shop/" + key;
    return new Audit(
            new Evidence(
                new Script(1),
                List.of(new Evidence.Run(header, 0, rows)),
                Map.of(name, calls),
                Set.of(name),
                Map.of(name, state + " told"),
                owned,
                owned,
                List.of(),
                outages,
                true,
                ProofJournal.SOUND))
        .problems();
  }
}
