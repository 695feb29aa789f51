package dev.skald.testkit.contract;

import static dev.skald.testkit.contract.ScriptedJournal.id;
import static dev.skald.testkit.contract.ScriptedJournal.saga;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite.Answer;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.Letter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A journal that nodes share, to which a script is read. */
final class ScriptedCluster implements AutoCloseable {

  private static final int LETTERS = 6;
  private static final int SHARDS = 64;

  /** Over all shards, also where names differ in a digit alone. */
  private static final int SPREAD = 23;

  /** More than there are. */
  private static final int ALL = 500;

  private final List<ScriptedJournal> nodes = new ArrayList<>();
  private final Duration lease;
  private final Clock clock;

  /** Answers are kept for some minutes only: after each lapse there are other letters. */
  private int lapses;

  /** Lets time pass. */
  interface Clock {
    void pass(Duration time) throws Exception;
  }

  ScriptedCluster(JournalProvider provider, Duration lease, Clock clock) {
    this.lease = lease;
    this.clock = clock;
    for (int node = 0; node < NodeStep.NODES; node++) {
      nodes.add(new ScriptedJournal(provider, ScriptedCluster::key));
    }
  }

  /** Which shard a key is in is a store's own affair; here each run is in the same one in all. */
  private static String key(JournalStore store, String saga, String name) {
    JournalCluster cluster = store.cluster().orElseThrow();
    int shard = Math.floorMod(name.hashCode() * SPREAD, SHARDS);
    int i = 0;
    while (cluster.shardOf(saga, name + "." + i) != shard) {
      i++;
    }
    return name + "." + i;
  }

  /** Does one step; {@code null} if there is no answer yet, as more is to come in the batch. */
  @Nullable String answer(NodeStep step) throws Exception {
    ScriptedJournal node = nodes.get(step.node());
    if (step.kind() != NodeStep.Kind.JOURNAL) {
      return node.flush() + answer(node, step);
    }
    return switch (step.step().kind()) {
      case CLAIM_MANY -> node.flush() + claimAll(node, step.step());
      case LIST -> node.flush() + listAll(node, step.step());
      default -> node.answer(step.step());
    };
  }

  private String answer(ScriptedJournal node, NodeStep step) throws Exception {
    JournalStore store = node.store();
    JournalCluster cluster = cluster(node);
    int run = step.step().run();
    return switch (step.kind()) {
      case RENEW -> told(cluster.renew());
      case RELEASE_SURPLUS -> {
        cluster.release(cluster.renew().surplus());
        yield told(cluster.renew());
      }
      case RELEASE_SOME -> {
        cluster.release(
            Set.of(cluster.shardOf(saga(run), node.key(run)), step.step().detail() % SHARDS));
        yield "released, holds " + store.epochFor(saga(run), node.key(run));
      }
      case LEAVE -> {
        cluster.leave();
        yield "leaves";
      }
      case MAY_CALL -> "" + cluster.mayCall();
      case LAPSE -> lapse(step.node());
      case CLAIM_CREATED ->
          told(node, cluster.claimCreated(List.of(saga(run), saga(run + 1)), ALL));
      case FIRST_IN_LINE -> told(node, cluster.firstInLine(ALL));
      case HEADERS ->
          told(
              node,
              cluster.headers(
                  IntStream.range(run, run + 4).mapToObj(ScriptedJournal::id).toList()));
      case SEND -> {
        cluster.send(letter(node, step));
        yield "sent";
      }
      case LETTERS ->
          cluster.letters(ALL).stream()
              .map(letter -> letter.id() + " to " + letter.run())
              .collect(Collectors.toCollection(TreeSet::new))
              .toString();
      case ANSWER -> {
        cluster.answer(answerOf(step));
        yield "answered";
      }
      case ANSWER_WITH_RECORDS -> "" + store.commit(List.of(append(node, step)));
      default -> answers(cluster);
    };
  }

  private static String claimAll(ScriptedJournal node, ScriptedStep step) {
    String saga = saga(step.run());
    int limit = step.size() + 1;
    List<RunHeader> all = new ArrayList<>();
    List<RunHeader> page = node.store().claim(saga, limit);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = node.store().claim(saga, limit);
    }
    return told(node, all);
  }

  private static String listAll(ScriptedJournal node, ScriptedStep step) {
    Set<String> all = new TreeSet<>();
    RunQuery query = ScriptedJournal.query(step, step.size() + 1);
    while (query != null) {
      RunPage page = node.store().list(query);
      page.runs().forEach(item -> all.add(("" + item).replaceAll("(key-\\d+)\\.\\d+", "$1")));
      query = page.next().map(query::from).orElse(null);
    }
    return all.toString();
  }

  private static JournalCluster cluster(ScriptedJournal node) {
    return node.store().cluster().orElseThrow();
  }

  /** A node's identity is its own; what counts is what it owns. */
  private static String told(Holdings holdings) {
    return new TreeMap<>(holdings.epochs()) + ", too much " + new TreeSet<>(holdings.surplus());
  }

  /** In one order: ids say it, and those of scripts are not in the order of creation. */
  private static String told(ScriptedJournal node, List<RunHeader> headers) {
    return headers.stream()
        .map(header -> node.told(header) + " " + header.epoch())
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  /** All but one node go on with their leases. */
  private String lapse(int lapsing) throws Exception {
    lapses++;
    StringBuilder answers = new StringBuilder();
    for (int third = 0; third < 3; third++) {
      // Nobody's lease ends at the very moment of a renewal.
      clock.pass(lease.multipliedBy(3).dividedBy(5));
      for (int node = 0; node < nodes.size(); node++) {
        if (node != lapsing) {
          answers.append(nodes.get(node).flush());
          answers.append(told(cluster(nodes.get(node)).renew())).append("; ");
        }
      }
    }
    return answers.toString();
  }

  private UUID letterId(NodeStep step) {
    return new UUID(1 + lapses, step.step().detail() % LETTERS);
  }

  /** The same letter goes to the same run. */
  private Letter letter(ScriptedJournal node, NodeStep step) {
    int run = step.step().detail() % LETTERS;
    byte[] body = {(byte) run, 0, -1};
    return new Letter(letterId(step), id(run), saga(run), node.key(run), "kind", body);
  }

  private Answer answerOf(NodeStep step) {
    return new Answer(letterId(step), new byte[] {(byte) step.step().size(), 7});
  }

  private Append append(ScriptedJournal node, NodeStep step) {
    JournalStore store = node.store();
    int run = step.step().detail() % LETTERS;
    int from = store.read(id(run), 0, 10_000).size();
    return new Append(
        id(run),
        store.epochFor(saga(run), node.key(run)),
        ScriptedJournal.records(from, step.step().size()),
        null,
        answerOf(step));
  }

  private String answers(JournalCluster cluster) {
    Set<UUID> ids = new HashSet<>();
    for (int letter = 0; letter < LETTERS; letter++) {
      ids.add(new UUID(1 + lapses, letter));
    }
    Map<String, String> told = new TreeMap<>();
    cluster.answers(ids).forEach((id, bytes) -> told.put("" + id, "" + bytes[0]));
    return told.toString();
  }

  @Override
  public void close() {
    nodes.forEach(ScriptedJournal::close);
  }
}
