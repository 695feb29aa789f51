package dev.skald.samples.order.demo;

import java.io.Closeable;
import java.io.IOException;

/** Something to watch, with processes of its own that end when it is closed. */
public interface Play extends Closeable {

  /**
   * Plays all scenes.
   *
   * @return whether the services' books balance
   * @throws IOException if a process cannot be reached
   * @throws InterruptedException if the thread was interrupted
   */
  boolean play() throws IOException, InterruptedException;
}
