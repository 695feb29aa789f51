package dev.skald.simulation;

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

/** What is between the nodes, as one process sees it over the network. */
final class RemoteCluster implements JournalCluster {

  private final Process process;
  private final JournalCluster cluster;
  private final RemoteStore.Network network;
  private final Oracle oracle;

  RemoteCluster(
      Process process, JournalCluster cluster, RemoteStore.Network network, Oracle oracle) {
    this.process = process;
    this.cluster = cluster;
    this.network = network;
    this.oracle = oracle;
  }

  @Override
  public Duration renewEvery() {
    return cluster.renewEvery();
  }

  @Override
  public Holdings renew() {
    return network.read(
        process,
        () -> {
          Holdings holdings = cluster.renew();
          oracle.renewed(process, holdings);
          return holdings;
        });
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
    ask(() -> cluster.release(shards));
  }

  @Override
  public void leave() {
    ask(cluster::leave);
  }

  private void ask(Runnable operation) {
    network.read(
        process,
        () -> {
          operation.run();
          return true;
        });
  }

  @Override
  public List<RunHeader> claimCreated(Collection<String> sagas, int limit) {
    return network.read(
        process,
        () -> {
          List<RunHeader> claimed = cluster.claimCreated(sagas, limit);
          claimed.forEach(header -> oracle.claimed(process, header));
          return claimed;
        });
  }

  @Override
  public List<RunHeader> firstInLine(int limit) {
    return network.read(process, () -> cluster.firstInLine(limit));
  }

  @Override
  public List<RunHeader> headers(Collection<UUID> runs) {
    return network.read(process, () -> cluster.headers(runs));
  }

  @Override
  public void send(Letter letter) {
    ask(() -> cluster.send(letter));
  }

  @Override
  public List<Letter> letters(int limit) {
    return network.read(process, () -> cluster.letters(limit));
  }

  @Override
  public void answer(JournalWrite.Answer answer) {
    ask(() -> cluster.answer(answer));
  }

  @Override
  public Map<UUID, byte[]> answers(Collection<UUID> letters) {
    return network.read(process, () -> cluster.answers(letters));
  }
}
