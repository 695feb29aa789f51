package dev.skald.runtime.engine;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What an engine has besides that shares its journal with others. */
final class Company {

  private final Environment environment;
  private final JournalStore store;
  private final JournalCluster cluster;
  private final Post post;

  Company(Environment environment, JournalStore store, JournalCluster cluster, SagaTypes types) {
    this.environment = environment;
    this.store = store;
    this.cluster = cluster;
    this.post = new Post(environment, cluster, types);
  }

  Nodes nodes(Copies copies, Runnable gained) {
    return new Nodes(environment, store, cluster, copies, gained);
  }

  CompletableFuture<Reply> send(RunHeader to, Wish wish) {
    return post.send(to, wish);
  }

  /** Begins to look at what other nodes leave for this one. */
  void begin(Runs runs, Recovery recovery, Rests rests, Watchers watchers) {
    Elsewhere elsewhere =
        new Elsewhere(store, cluster, key -> runs.live(key) != null, rests, runs::restedElsewhere);
    List<Rounds.Look> looks =
        List.of(
            tick -> recovery.takeUpCreated(cluster),
            tick -> post.look(runs.wishes()),
            tick -> {
              runs.locks().lookForFreed(cluster, tick);
              return false;
            },
            tick -> elsewhere.look(awaited(watchers, runs.children()), tick));
    new Rounds(environment, runs::isClosing, looks).start();
  }

  private static Set<RunKey> awaited(Watchers watchers, Children children) {
    Set<RunKey> awaited = new HashSet<>(watchers.keys());
    awaited.addAll(children.awaited());
    return awaited;
  }

  void close() {
    post.close();
  }
}
