package dev.skald.runtime.postgres;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalWrite.Answer;
import dev.skald.runtime.spi.Letter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What there is between nodes: {@link Lease}, {@link Letters}, and some queries. */
final class PostgresCluster implements JournalCluster {

  private final Writer writer;
  private final Pool pool;
  private final Lease lease;
  private final Letters letters;
  private final Claims claims;
  private final Tenure tenure;

  PostgresCluster(
      Writer writer, Pool pool, Lease lease, Letters letters, Claims claims, Tenure tenure) {
    this.writer = writer;
    this.pool = pool;
    this.lease = lease;
    this.letters = letters;
    this.claims = claims;
    this.tenure = tenure;
  }

  @Override
  public Duration renewEvery() {
    return lease.renewEvery();
  }

  @Override
  public Holdings renew() {
    writer.checkOpen();
    return lease.renew();
  }

  @Override
  public boolean mayCall() {
    return lease.isValid();
  }

  @Override
  public int shardOf(String saga, String key) {
    return Shards.of(saga, key);
  }

  @Override
  public void release(Set<Integer> shards) {
    writer.checkOpen();
    lease.release(shards);
  }

  @Override
  public void leave() {
    writer.checkOpen();
    lease.leave();
  }

  @Override
  public List<RunHeader> claimCreated(Collection<String> sagas, int limit) {
    return pool.use(
        "Claiming runs of", connection -> claims.claimCreated(connection, sagas, limit));
  }

  @Override
  public List<RunHeader> firstInLine(int limit) {
    return pool.read(connection -> Queries.firstInLine(connection, tenure.holds(), limit));
  }

  @Override
  public List<RunHeader> headers(Collection<UUID> runs) {
    writer.settle();
    return pool.read(connection -> Queries.headers(connection, runs));
  }

  @Override
  public void send(Letter letter) {
    pool.use(
        "Sending a letter by",
        connection -> {
          letters.send(connection, letter);
          return true;
        });
  }

  @Override
  public List<Letter> letters(int limit) {
    return pool.read(connection -> letters.unanswered(connection, limit));
  }

  @Override
  public void answer(Answer answer) {
    pool.use(
        "Answering a letter of",
        connection -> {
          letters.answer(connection, answer);
          return true;
        });
  }

  @Override
  public Map<UUID, byte[]> answers(Collection<UUID> ids) {
    return pool.read(connection -> letters.answers(connection, ids));
  }
}
