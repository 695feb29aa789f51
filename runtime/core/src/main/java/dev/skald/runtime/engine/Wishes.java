package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Decision;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.Letter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings wishes to the runs they are for: to a copy in memory, or by letter to another node. */
final class Wishes {

  /**
   * How often something is brought to another copy of its run, which is given up just then, too.
   */
  private static final int MAX_TRIES = 100;

  private final Environment environment;
  private final JournalStore store;
  private final Activation activation;
  private final Consumer<Run> adopt;

  /** How a wish is sent to the owner of its run; unused where there is one owner. */
  private final BiFunction<RunHeader, Wish, CompletableFuture<Reply>> post;

  Wishes(
      Environment environment,
      JournalStore store,
      Activation activation,
      Consumer<Run> adopt,
      BiFunction<RunHeader, Wish, CompletableFuture<Reply>> post) {
    this.environment = environment;
    this.store = store;
    this.activation = activation;
    this.adopt = adopt;
    this.post = post;
  }

  /**
   * Brings a wish to its run, wherever it is.
   *
   * @return completes with the reply when what follows is durable; or exceptionally with why that
   *     is not so, or not known. If the copy of the run was given up just then, which is told by a
   *     {@link CopyGoneException} or, on a shared journal, a {@link FencedException}, it is to be
   *     brought again. Completes on any thread, also the one that commits
   * @throws UnknownRunException if there is no such run
   * @throws VerbRefusedException if the run cannot be read here
   */
  CompletableFuture<Reply> bring(RunKey key, Wish wish) {
    Run run = take(key);
    if (run != null) {
      return bring(run, wish, null);
    }
    return post.apply(activation.elsewhere(key).orElseThrow(() -> activation.refusal(key)), wish);
  }

  /** The same for a caller who waits; brings it again as often as it takes. */
  Reply bringNow(RunKey key, Wish wish) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      CompletableFuture<Reply> brought = bring(key, wish);
      environment.await(brought);
      try {
        return brought.join();
      } catch (CompletionException e) {
        if (!isForAnotherCopy(e.getCause())) {
          throw e.getCause() instanceof RuntimeException expected ? expected : e;
        }
      }
    }
    throw new JournalException("The journal of " + key + " changes under every copy of it");
  }

  /** The copy was given up just then; or the run was, and another node owns it. */
  private boolean isForAnotherCopy(Throwable failure) {
    return failure instanceof CopyGoneException
        || failure instanceof FencedException && store.cluster().isPresent();
  }

  private @Nullable Run take(RunKey key) {
    Optional<Activation.Taken> taken = activation.take(key);
    taken.filter(Activation.Taken::adopt).ifPresent(t -> adopt.accept(t.run()));
    return taken.map(Activation.Taken::run).orElse(null);
  }

  private CompletableFuture<Reply> bring(Run run, Wish wish, @Nullable Letter letter) {
    CompletableFuture<Decision> done = new CompletableFuture<>();
    Input input = wish.input(run, environment.now());
    Command command =
        letter == null
            ? new Command(input, done, null)
            : new Command(input, done, decided -> answer(letter, wish.reply(run, decided)));
    CompletableFuture<Reply> replied = new CompletableFuture<>();
    done.whenComplete(
        (decision, failure) -> {
          if (failure != null) {
            replied.completeExceptionally(failure);
            return;
          }
          if (run.wasSetAside()) {
            // It can be read, and has its plan: what was asked need not be what lets it go on.
            run.post(new Input.Adopt(environment.now()));
          }
          replied.complete(wish.reply(run, decision));
        });
    run.post(command);
    return replied;
  }

  static JournalWrite.Answer answer(Letter letter, Reply reply) {
    return new JournalWrite.Answer(letter.id(), reply.encode());
  }

  /**
   * Does what a letter asks for. The answer becomes durable together with what follows in the run.
   *
   * @return the answer, where nothing follows because the run does not exist or cannot be asked;
   *     empty when the answer is durable or, exceptionally, when the letter has to be looked at
   *     again
   */
  CompletableFuture<Optional<Reply>> workOff(Letter letter) {
    RunKey key = new RunKey(letter.saga(), letter.key());
    try {
      Run run = take(key);
      if (run == null) {
        return activation.elsewhere(key).isPresent()
            ? CompletableFuture.failedFuture(new CopyGoneException())
            : told(replyFor(activation.refusal(key)));
      }
      if (!run.id().equals(letter.run())) {
        return told(new Reply(Reply.Kind.NO_RUN, "There is no run " + key + " any more"));
      }
      return bring(run, Letters.read(letter), letter).thenApply(reply -> Optional.empty());
    } catch (UnreadableException | VerbRefusedException | PayloadException e) {
      return told(replyFor(e));
    }
  }

  private static CompletableFuture<Optional<Reply>> told(Reply reply) {
    return CompletableFuture.completedFuture(Optional.of(reply));
  }

  private static Reply replyFor(RuntimeException why) {
    String text = String.valueOf(why.getMessage());
    if (why instanceof UnknownRunException) {
      return new Reply(Reply.Kind.NO_RUN, text);
    }
    return why instanceof PayloadException
        ? new Reply(Reply.Kind.UNREADABLE, text)
        : Reply.refused(text);
  }
}
