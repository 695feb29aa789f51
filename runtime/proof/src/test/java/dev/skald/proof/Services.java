package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.StepContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The services as steps see them: one connection, one line there and one line back. Synchronous
 * calls end when their thread is interrupted; asynchronous ones go on and bring late results.
 */
final class Services {

  private final InetSocketAddress witness;
  private final CrashPoint crash;
  private final ExecutorService threads = Executors.newCachedThreadPool(Services::daemon);

  Services(int port, CrashPoint crash) {
    this.witness = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.crash = crash;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "async-call");
    thread.setDaemon(true);
    return thread;
  }

  /** The key of the step, from within its undo, where the undo takes neither result nor outcome. */
  static String stepKey(StepContext undo) {
    return undo.idempotencyKey().substring(0, undo.idempotencyKey().lastIndexOf(":undo"));
  }

  Receipt call(StepContext step, Receipt... inputs) throws Declined {
    return call(System.currentTimeMillis(), step, inputs);
  }

  private Receipt call(long sent, StepContext step, Receipt... inputs) throws Declined {
    String answer = send(sent, step, "do", step.idempotencyKey(), inputs);
    if (answer.equals("declined")) {
      throw new Declined(step.step());
    }
    return new Receipt(step.idempotencyKey(), number(step, answer));
  }

  /** The same for a step that cannot be declined. */
  Receipt callForSure(StepContext step, Receipt... inputs) {
    try {
      return call(step, inputs);
    } catch (Declined e) {
      throw new IllegalStateException(e);
    }
  }

  CompletionStage<Receipt> callAsync(StepContext step, Receipt... inputs) {
    long sent = System.currentTimeMillis();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call(sent, step, inputs);
          } catch (Declined e) {
            throw new CompletionException(e);
          }
        },
        threads);
  }

  void undo(StepContext step, String stepKey) {
    undo(System.currentTimeMillis(), step, stepKey);
  }

  private void undo(long sent, StepContext step, String stepKey) {
    number(step, send(sent, step, "undo", stepKey));
  }

  CompletionStage<Void> undoAsync(StepContext step, String stepKey) {
    long sent = System.currentTimeMillis();
    return CompletableFuture.runAsync(() -> undo(sent, step, stepKey), threads);
  }

  private static long number(StepContext step, String answer) {
    if (answer.startsWith("later ")) {
      throw step.retryLater(Duration.ofMillis(Long.parseLong(answer.substring(6))));
    }
    if (!answer.startsWith("ok ")) {
      throw new IllegalStateException("The witness answers " + step.step() + ": " + answer);
    }
    return Long.parseLong(answer.substring(3));
  }

  private String send(long sent, StepContext step, String what, String stepKey, Receipt... inputs) {
    String numbers =
        Arrays.stream(inputs).map(r -> "" + r.number()).collect(Collectors.joining(","));
    Request request =
        new Request(
            step.saga(),
            step.key(),
            step.step(),
            what.equals("undo"),
            step.attempt(),
            step.idempotencyKey(),
            stepKey,
            step.epoch(),
            sent,
            numbers);
    crash.passing(CrashPoint.Place.CALL, true);
    try (SocketChannel channel = SocketChannel.open(witness);
        BufferedReader in = new BufferedReader(Channels.newReader(channel, UTF_8))) {
      channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(UTF_8)));
      String answer = in.readLine();
      crash.passing(CrashPoint.Place.CALL, false);
      if (answer == null) {
        throw new IOException("no answer to " + step.idempotencyKey());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
