package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.FENCED;
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

  private static final int LETTERS = 4;
  private static final int SHARDS = 64;

  /** Over all shards, also where names differ in a digit alone. */
  private static final int SPREAD = 23;

  /** Stands for what nodes may answer one way or another. */
  static final String HINT = "a hint ";

  /** More than there are. */
  private static final int ALL = 500;

  /** After noon, and after all that scripts do. */
  private static final int LATER_MILLIS = 1_000_000;

  /** About when runs write their last records, after noon. */
  private static final int RECORDED_MILLIS = 12;

  private final List<ScriptedJournal> nodes = new ArrayList<>();
  private final Duration lease;
  private final Clock clock;
  private final Tally tally;

  /**
   * Nodes whose leases have lapsed, and that have not asked since. They find out sooner or later;
   * until then what they show of what they take for their own is a hint, and not compared.
   */
  private final Set<Integer> outdated = new HashSet<>();

  /** Answers are kept for some minutes only: after each lapse there are other letters. */
  private int lapses;

  /** Lets time pass. */
  interface Clock {
    void pass(Duration time) throws Exception;
  }

  ScriptedCluster(JournalProvider provider, Duration lease, Clock clock, Tally tally) {
    this.lease = lease;
    this.clock = clock;
    this.tally = tally;
    tally.begin();
    for (int node = 0; node < NodeStep.NODES; node++) {
      nodes.add(new ScriptedJournal(provider, ScriptedCluster::key, tally));
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
    // Its shard is lost, and so is its knowledge of where the run's journal ends: of two reasons,
    // either may be said.
    boolean either = isOutdated(step);
    String told = toldOf(step);
    return told == null || !either ? told : told.replace("" + DIVERGED, "" + FENCED);
  }

  private @Nullable String toldOf(NodeStep step) throws Exception {
    ScriptedJournal node = nodes.get(step.node());
    if (step.kind() != NodeStep.Kind.JOURNAL) {
      return node.flush() + counted(step.kind(), answer(node, step));
    }
    ScriptedStep.Kind kind = step.step().kind();
    return switch (kind) {
      case CLAIM_MANY ->
          node.flush()
              + counted(kind, claimAll(node, saga(step.step().run()), step.step().size() + 1));
      case LIST -> node.flush() + counted(kind, listAll(node, step.step()));
      case PURGE -> node.flush() + counted(kind, purgeAll(node, step.step()));
      case REOPEN -> {
        String opened = node.answer(step.step());
        outdated.remove(step.node());
        tally.reopened(step.node());
        yield opened;
      }
      case DUE, CLAIM_ONE -> {
        String before = node.flush();
        String told = node.answer(step.step());
        yield before + (isOutdated(step) ? HINT + all(node) : told);
      }
      // Of what is refused for two reasons, either may be said.
      default -> node.answer(isOutdated(step) ? step.step().plain() : step.step());
    };
  }

  private boolean isOutdated(NodeStep step) {
    return outdated.contains(step.node());
  }

  /** What came of it, whatever was shown. */
  private static String all(ScriptedJournal node) {
    List<UUID> ids =
        IntStream.rangeClosed(0, ScriptedStep.RUNS).mapToObj(ScriptedJournal::id).toList();
    return told(node, cluster(node).headers(ids));
  }

  private String counted(Enum<?> operation, String answer) {
    tally.told(operation, answer);
    return answer;
  }

  private String answer(ScriptedJournal node, NodeStep step) throws Exception {
    JournalStore store = node.store();
    JournalCluster cluster = cluster(node);
    int run = step.step().run();
    return switch (step.kind()) {
      case RENEW -> told(renew(step.node()));
      case TAKE_UP -> {
        release(step.node(), renew(step.node()).surplus());
        yield claimAll(node, saga(run), ALL) + claimAll(node, saga(run + 1), ALL);
      }
      case RELEASE_SURPLUS -> {
        release(step.node(), renew(step.node()).surplus());
        yield told(renew(step.node()));
      }
      case RELEASE_SOME -> {
        Set<Integer> some = new HashSet<>();
        some.add(cluster.shardOf(saga(run), node.key(run)));
        some.add(step.step().detail() % SHARDS);
        release(step.node(), some);
        yield "released, holds " + store.epochFor(saga(run), node.key(run));
      }
      case LEAVE -> {
        cluster.leave();
        yield "leaves";
      }
      case MAY_CALL -> {
        tally.mayCall(step.node(), cluster.mayCall());
        yield "" + cluster.mayCall();
      }
      case LAPSE -> lapse(step.node());
      case CLAIM_CREATED ->
          told(node, cluster.claimCreated(List.of(saga(run), saga(run + 1)), ALL));
      case FIRST_IN_LINE -> {
        String told = told(node, cluster.firstInLine(ALL));
        yield isOutdated(step) ? HINT : told;
      }
      case HEADERS ->
          told(
              node,
              cluster.headers(
                  IntStream.range(run, run + 4).mapToObj(ScriptedJournal::id).toList()));
      case SEND -> {
        cluster.send(letter(node, step));
        yield "sent";
      }
      case LETTERS -> {
        String told = toldLetters(cluster.letters(ALL));
        yield isOutdated(step) ? HINT : told;
      }
      case ANSWER -> {
        cluster.answer(answerOf(step));
        yield "answered";
      }
      case ANSWER_WITH_RECORDS -> node.commit(append(node, step));
      default -> answers(cluster);
    };
  }

  private static String claimAll(ScriptedJournal node, String saga, int limit) {
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

  /**
   * Pages begin with the oldest runs: in one store those of the lowest identities, in another those
   * that were created first. In life that is the same, in scripts it is not. And a page of runs
   * that are all too young is the last one. So that it does not count which come first, there is
   * either one page for all, or a time for which none is too young.
   */
  private static String purgeAll(ScriptedJournal node, ScriptedStep step) {
    boolean paged = step.odd() % 2 == 0;
    int removed =
        paged
            ? node.purge(LATER_MILLIS, step.size() + 1)
            : node.purge(step.detail() % RECORDED_MILLIS, ALL);
    return "" + removed;
  }

  private static JournalCluster cluster(ScriptedJournal node) {
    return node.store().cluster().orElseThrow();
  }

  private Holdings renew(int node) {
    Holdings holdings = cluster(nodes.get(node)).renew();
    outdated.remove(node);
    tally.renewed(node, holdings);
    return holdings;
  }

  private void release(int node, Set<Integer> shards) {
    cluster(nodes.get(node)).release(shards);
    tally.released(node, shards);
  }

  /** A node's identity is its own; what counts is what it owns. */
  private static String told(Holdings holdings) {
    return new TreeMap<>(holdings.epochs()) + ", too much " + new TreeSet<>(holdings.surplus());
  }

  /** In one order: ids say it, and those of scripts are not in the order of creation. */
  private static String told(ScriptedJournal node, List<RunHeader> headers) {
    return headers.stream()
        .map(node::told)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  private static String toldLetters(List<Letter> letters) {
    return letters.stream()
        .map(letter -> letter.id() + " to " + letter.run())
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  /** All but one node go on with their leases. */
  private String lapse(int lapsing) throws Exception {
    lapses++;
    outdated.add(lapsing);
    StringBuilder answers = new StringBuilder();
    for (int third = 0; third < 3; third++) {
      // Nobody's lease ends at the very moment of a renewal.
      clock.pass(lease.multipliedBy(3).dividedBy(5));
      for (int node = 0; node < nodes.size(); node++) {
        if (node != lapsing) {
          answers.append(nodes.get(node).flush());
          answers.append(told(renew(node))).append("; ");
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
