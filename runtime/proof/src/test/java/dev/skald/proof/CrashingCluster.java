package dev.skald.proof;

import dev.skald.proof.CrashPoint.Place;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.Letter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What there is between workers, with a {@link CrashPoint} around all that changes it.
 *
 * @param cluster the real one
 * @param crash where to die
 * @param ownership told what is owned, before anything can come of it
 */
record CrashingCluster(JournalCluster cluster, CrashPoint crash, Ownership ownership)
    implements JournalCluster {

  /** Often, however long the lease: scenes wait for what comes of it. */
  private static final Duration RENEW_EVERY = Duration.ofMillis(200);

  @Override
  public Duration renewEvery() {
    return RENEW_EVERY;
  }

  @Override
  public Holdings renew() {
    long now = System.currentTimeMillis();
    crash.passing(Place.RENEW, true);
    Holdings held = cluster.renew();
    ownership.tell(held.epochs(), now);
    crash.passing(Place.RENEW, false);
    return held;
  }

  @Override
  public boolean mayCall() {
    return cluster.mayCall();
  }

  @Override
  public int shardOf(String saga, String key) {
    return cluster.shardOf(saga, key);
  }

  @Override
  public void release(Set<Integer> shards) {
    crash.passing(Place.RELEASE, true);
    cluster.release(shards);
    crash.passing(Place.RELEASE, false);
  }

  @Override
  public void leave() {
    cluster.leave();
  }

  @Override
  public List<RunHeader> claimCreated(Collection<String> sagas, int limit) {
    long now = System.currentTimeMillis();
    List<RunHeader> claimed = cluster.claimCreated(sagas, limit);
    ownership.tell(claimed, now);
    return claimed;
  }

  @Override
  public List<RunHeader> firstInLine(int limit) {
    return cluster.firstInLine(limit);
  }

  @Override
  public List<RunHeader> headers(Collection<UUID> runs) {
    return cluster.headers(runs);
  }

  @Override
  public void send(Letter letter) {
    cluster.send(letter);
  }

  @Override
  public List<Letter> letters(int limit) {
    return cluster.letters(limit);
  }

  @Override
  public void answer(JournalWrite.Answer answer) {
    cluster.answer(answer);
  }

  @Override
  public Map<UUID, byte[]> answers(Collection<UUID> letters) {
    return cluster.answers(letters);
  }
}
