package dev.skald.simulation;

import static dev.skald.simulation.Plant.edit;

import java.util.List;

/**
 * The bugs that the simulator must find. Where a source has changed so that one does not fit any
 * more, its edit has to follow.
 */
final class Plants {

  private Plants() {}

  static final List<Plant> ALL =
      List.of(
          Plant.of(
              "no-row-lock",
              "a write does not ask who holds the shard",
              28,
              edit(
                  "memory/MemoryNode",
                  "boolean lost = epoch <= 0 || shared.epoch(node, shard) != epoch;",
                  "boolean lost = epoch <= 0;")),
          Plant.of(
              "no-fence",
              "a write does not ask who owns the run",
              28,
              edit(
                  "memory/MemoryNode",
                  "return lost || run.header().epoch() != epoch;",
                  "return false;")),
          Plant.of(
              "row-count-ignored",
              "a refused write is taken for a durable one",
              21,
              edit(
                  "engine/AppendTicket",
                  "case FENCED -> new FencedException(run.key());",
                  "case FENCED -> null;")),
          Plant.of(
              "acknowledged-before-durable",
              "answers are given before the commit",
              1,
              edit(
                  "engine/Committer",
                  "List<WriteResult> results = commitNow(writes);",
                  "List<WriteResult> results ="
                      + " java.util.Collections.nCopies(writes.size(), WriteResult.DURABLE);"),
              edit(
                  "engine/Committer",
                  "      answer(() -> ticket.committed(result));\n    }\n",
                  "      answer(() -> ticket.committed(result));\n    }\n    commitNow(writes);\n")),
          Plant.of(
              "start-not-unique",
              "a key is taken twice",
              1,
              edit(
                  "memory/MemoryView",
                  "if (data.find(header.saga(), header.key()) != null) {",
                  "if (data.find(header.id()) != null) {"),
              edit(
                  "memory/MemoryData",
                  "if (ofSaga(header.saga()).putIfAbsent(header.key(), run) != null) {",
                  "ofSaga(header.saga()).put(header.key(), run);\n    if (run.number < 0) {")),
          Plant.of(
              "epoch-stays",
              "a takeover does not raise the epoch",
              1,
              edit(
                  "memory/ClusterData",
                  "epochs[shard]++;",
                  "epochs[shard] = Math.max(1, epochs[shard]);")),
          Plant.of(
              "lease-revived",
              "a lease that has lapsed goes on",
              1,
              edit(
                  "memory/ClusterData",
                  "if (held == null || held.until < now()) {\n      return false;",
                  "if (held == null) {\n      return false;")),
          Plant.of(
              "calls-without-lease",
              "calls begin after the lease has lapsed",
              32,
              edit(
                  "memory/MemoryNode",
                  "return !isClosed() && shared.now() < validUntil;",
                  "return !isClosed();")),
          Plant.of(
              "lock-for-two",
              "a lock is given to whoever asks",
              3,
              edit(
                  "memory/MemoryLocks",
                  "first &= first(queue) == run;",
                  "first &= !queue.isEmpty();")),
          Plant.of(
              "freed-lock-untold",
              "nobody hears that a lock is free",
              4,
              edit("engine/Locks", "        runs.tellLocksFreed(first);\n", ""),
              edit(
                  "engine/Locks",
                  "store.nextInLine(run.id()).forEach(this::tell)",
                  "store.nextInLine(run.id())")),
          Plant.of(
              "letter-twice",
              "a letter that is answered is worked off again",
              238,
              edit(
                  "memory/MemoryNode",
                  "if (answer != null && !shared.isOpen(answer.letter())) {",
                  "if (answer != null && answer.letter() == null) {")),
          Plant.of(
              "letter-lost",
              "letters are not kept",
              6,
              edit("memory/ClusterData", "mail.putIfAbsent(letter.id(), new Mail(letter));", "")),
          Plant.of(
              "early-signal-dropped",
              "a signal that comes before its step is late",
              1,
              edit(
                  "machine/Deciding",
                  "&& (step.status() == Status.IDLE || step.status() == Status.WAITING);",
                  "&& step.status() == Status.WAITING;")),
          Plant.of(
              "second-signal-taken",
              "a step takes a second event",
              2,
              edit("machine/Deciding", "            && !step.signals().received()\n", "")),
          Plant.of(
              "double-signal-counted",
              "an event that comes twice counts twice",
              2,
              edit(
                  "machine/Deciding",
                  "if (step.signals().ids().contains(signal.id())) {",
                  "if (signal.id().isEmpty()) {")),
          Plant.of(
              "late-result-accepted",
              "the result of an attempt that was given up counts",
              13,
              edit(
                  "machine/Deciding",
                  "if (!step.inFlight() || step.call() != call.number()) {",
                  "if (!step.inFlight() && step.status() != Status.UNKNOWN) {")),
          Plant.of(
              "undo-in-start-order",
              "what began first is undone first",
              2,
              edit(
                  "machine/Undoing",
                  "for (int dependent : plan.dependents(step)) {",
                  "for (int dependent : plan.dependencies(step)) {"),
              edit(
                  "machine/Undoing",
                  "for (int dependency : plan.dependencies(index)) {",
                  "for (int dependency : plan.dependents(index)) {")),
          Plant.of(
              "unknown-outcome-skipped",
              "what may have happened is not undone",
              2,
              edit(
                  "machine/Undoing",
                  "? state.step(step.index()).owesUndo()",
                  "? state.step(step.index()).owesUndo()"
                      + " && state.step(step.index()).status() == Status.SUCCEEDED")),
          Plant.of(
              "cancel-without-undo",
              "a cancelled run undoes nothing",
              2,
              edit(
                  "machine/Undoing",
                  "return owes && step.undo() != null;",
                  "return owes && step.undo() != null && state.wish() == null;")),
          Plant.of(
              "timer-early",
              "what is due soon counts as due",
              5,
              edit(
                  "machine/Advance",
                  "return step.tries().dueAt() <= deciding.now();",
                  "return step.tries().dueAt() <= deciding.now() + 400;")),
          Plant.of(
              "timer-missed",
              "the journal is not looked through for what is due",
              4,
              edit(
                  "memory/MemoryWakes",
                  "if (header.wakeAt() == wake.at && wanted.test(header)) {",
                  "if (wake.at < 0) {")),
          Plant.of(
              "at-most-once-twice",
              "what may be called once is called again",
              25,
              edit(
                  "machine/Advance",
                  "boolean once = plan.step(index).mode() == StepPlan.Mode.AT_MOST_ONCE;\n"
                      + "              boolean open",
                  "boolean once = index < 0;\n              boolean open")),
          Plant.of(
              "two-copies",
              "a run is taken up beside its own copy",
              2,
              edit(
                  "engine/Copies",
                  "return live.computeIfAbsent(key, k -> mark == mark(key) ? made.get() : null);",
                  "Run run = made.get();\n    live.put(key, run);\n    return run;"),
              edit(
                  "engine/Activation",
                  "    Run run = copies.get(key);\n",
                  "    Run run = null;\n")),
          Plant.of(
              "poison-stops-recovery",
              "what cannot be read stops what comes after it",
              3,
              edit("engine/Loader", "return new Loaded.Unreadable(e.failure());", "throw e;")),
          Plant.of(
              "answer-before-commit",
              "who asks is answered before that is durable",
              1,
              edit(
                  "engine/Run",
                  "      if (waits) {\n",
                  "      next.succeed();\n      if (waits) {\n")),
          Plant.of(
              "effect-before-commit",
              "calls are made before their decision is durable",
              1,
              edit(
                  "engine/Run",
                  "      if (waits) {\n",
                  "      release(next.calls(), next.state());\n      if (waits) {\n")),
          Plant.of(
              "ran-ahead-forgotten",
              "a new owner does not know what the last one may have called ahead of its records",
              42,
              edit("machine/SagaState", "if (plan.isPipelined()) {", "if (draft) {")),
          Plant.of(
              "child-end-untold",
              "nobody tells a parent that its child has ended",
              2,
              edit(
                  "engine/Children",
                  "      parent.run.report(parent.call, result(parent, child, end));\n",
                  "")),
          Plant.of(
              "released-too-early",
              "shards are given back while steps run",
              5,
              edit(
                  "engine/Nodes", "if (calls == null || calls.get() == 0) {", "if (shard >= 0) {")),
          Plant.of(
              "foreign-copy",
              "a run is worked on that another node owns",
              10,
              edit(
                  "engine/Activation",
                  "if (!store.owns(header) && (shared || !header.state().isEnd())) {",
                  "if (header.id() == null) {")),
          Plant.of(
              "lost-copy-forgotten",
              "a run is not read again when its write has failed",
              36,
              edit("engine/Runs", "      later(run.key(), () -> adoptAgain(run.key()));\n", "")),
          Plant.of(
              "lost-claim-forgotten",
              "what was claimed is not looked for when the answer was lost",
              272,
              edit("engine/Adoption", "if (unclear.getAndSet(false)) {", "if (saga.isEmpty()) {")),
          Plant.of(
              "clock-goes-back",
              "a near retry is left to the journal, which does not know of it",
              14,
              edit("engine/Run", "boolean journaled = ended ||", "boolean journaled = true ||")),
          Plant.of(
              "ended-set-aside",
              "an end that cannot be read is no end",
              6,
              edit("engine/Aside", "|| header.state().isEnd() ", "")));
}
