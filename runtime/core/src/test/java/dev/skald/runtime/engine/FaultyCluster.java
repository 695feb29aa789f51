package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
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

/** What a node shares with others, over a line that fails as told. */
final class FaultyCluster implements JournalCluster {

  private final JournalCluster to;
  private volatile boolean gone;
  private volatile boolean defect;
  private volatile Runnable beforeAnswer = () -> {};

  FaultyCluster(JournalCluster to) {
    this.to = to;
  }

  /** The server does not answer this node until further notice. */
  void gone(boolean now) {
    gone = now;
  }

  /** Whatever is asked for fails in a way that nobody foresaw, until further notice. */
  void defect(boolean now) {
    defect = now;
  }

  /** What happens just before an answer is written that stands alone. */
  void beforeAnswer(Runnable fault) {
    beforeAnswer = fault;
  }

  private JournalCluster reached() {
    if (gone) {
      throw new JournalException("connection refused");
    }
    if (defect) {
      throw new NoClassDefFoundError("of the driver");
    }
    return to;
  }

  @Override
  public Duration renewEvery() {
    return to.renewEvery();
  }

  @Override
  public Holdings renew() {
    return reached().renew();
  }

  @Override
  public boolean mayCall() {
    return to.mayCall();
  }

  @Override
  public int shardOf(String saga, String key) {
    return to.shardOf(saga, key);
  }

  @Override
  public void release(Set<Integer> shards) {
    reached().release(shards);
  }

  @Override
  public void leave() {
    reached().leave();
  }

  @Override
  public List<RunHeader> claimCreated(Collection<String> sagas, int limit) {
    return reached().claimCreated(sagas, limit);
  }

  @Override
  public List<RunHeader> firstInLine(int limit) {
    return reached().firstInLine(limit);
  }

  @Override
  public List<RunHeader> headers(Collection<UUID> runs) {
    return reached().headers(runs);
  }

  @Override
  public void send(Letter letter) {
    reached().send(letter);
  }

  @Override
  public List<Letter> letters(int limit) {
    return reached().letters(limit);
  }

  @Override
  public void answer(Answer answer) {
    beforeAnswer.run();
    reached().answer(answer);
  }

  @Override
  public Map<UUID, byte[]> answers(Collection<UUID> letters) {
    return reached().answers(letters);
  }
}
