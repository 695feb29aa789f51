package dev.skald.testkit.contract;

import dev.skald.runtime.memory.MemoryCluster;
import dev.skald.runtime.spi.JournalProvider;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryClusterTest extends JournalClusterContract {

  private final AtomicLong now = new AtomicLong();

  @Override
  protected JournalProvider newJournal() {
    return new MemoryCluster(now::get, lease());
  }

  @Override
  protected Duration lease() {
    return Duration.ofSeconds(10);
  }

  @Override
  protected void pass(Duration time) {
    now.addAndGet(time.toMillis());
  }
}
