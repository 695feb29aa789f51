package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.util.concurrent.locks.LockSupport;

/** A helper with a thread of its own, which waits as long as there is nothing to do. */
final class HelperThread implements Environment.Helper {

  private final Runnable work;
  private final Thread thread;
  private volatile boolean closed;

  HelperThread(String name, Runnable work) {
    this.work = work;
    this.thread = Threads.named(name).newThread(this::workUntilClosed);
    thread.start();
  }

  private void workUntilClosed() {
    while (!closed) {
      // Returns at once if a wake-up came meanwhile.
      LockSupport.park(this);
      work.run();
    }
  }

  @Override
  public void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {
    closed = true;
    wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
