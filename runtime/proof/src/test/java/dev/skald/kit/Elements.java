package dev.skald.kit;

import dev.skald.Child;
import dev.skald.Compensate;
import dev.skald.Each;
import dev.skald.Outcome;
import dev.skald.Pivot;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Sensitive;
import dev.skald.Signal;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.runtime.SagaHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A small saga, and a right one, for each element that the kit has to cope with. */
final class Elements {

  private Elements() {}

  record Basket(List<String> articles, boolean dear) {}

  record Article(String key) {}

  record Paid(String what) {}

  record Transfer(String from, @Sensitive String iban) {}

  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    /** Kept from being made from a text alone. */
    Refused(Code code) {
      super("refused " + code.number());
      this.code = code.number();
    }

    int code() {
      return code;
    }
  }

  record Code(int number) {}

  /** A list, and a pivot. */
  @Saga(name = "listed")
  @Timeout("3s")
  static class Listed {
    private final Ledger ledger;

    Listed(Ledger ledger) {
      this.ledger = ledger;
    }

    @Step
    Article take(@Each(concurrency = 2) String article, Basket basket, StepContext step) {
      ledger.enter(step.idempotencyKey(), article);
      return new Article(step.idempotencyKey());
    }

    @Compensate("take")
    void putBack(Outcome<Article> taken) {
      ledger.giveUp(taken.key());
    }

    @Step
    @Pivot
    @Retry(maxAttempts = 3)
    Paid pay(List<Article> taken, StepContext step) throws Refused {
      return new Paid(ledger.enter(step.idempotencyKey(), "fare for " + taken.size()));
    }
  }

  sealed interface Verdict permits Simple, Special {}

  record Simple(String article) implements Verdict {}

  record Special(String article) implements Verdict {}

  /** Branches, on one of which a person is asked. */
  @Saga(name = "branched")
  @Timeout("3s")
  static class Branched {
    private final Ledger ledger;

    Branched(Ledger ledger) {
      this.ledger = ledger;
    }

    @Step(readOnly = true)
    Verdict judge(Basket basket) {
      String article = basket.articles().get(0);
      return basket.dear() ? new Special(article) : new Simple(article);
    }

    @Step
    Article take(Simple simple, StepContext step) {
      ledger.enter(step.idempotencyKey(), simple.article());
      return new Article(step.idempotencyKey());
    }

    @Compensate("take")
    void putBack(Outcome<Article> taken) {
      ledger.giveUp(taken.key());
    }

    @Step
    Paid order(Special special, StepContext step) {
      return new Paid(ledger.enter(step.idempotencyKey(), "ordered " + special.article()));
    }

    @Compensate("order")
    void cancel(Outcome<Paid> ordered) {
      ledger.giveUp(ordered.key());
    }
  }

  /** Waits for an event, up to two weeks, and for a day after it. */
  @Saga(name = "signalled", deadline = "30d")
  @Timeout("3s")
  static class Signalled {
    private final Ledger ledger;

    Signalled(Ledger ledger) {
      this.ledger = ledger;
    }

    @Step
    Article pack(Basket basket, StepContext step) {
      ledger.enter(step.idempotencyKey(), basket.articles().get(0));
      return new Article(step.idempotencyKey());
    }

    @Compensate("pack")
    void unpack(Outcome<Article> packed) {
      ledger.giveUp(packed.key());
    }

    @Step(readOnly = true)
    Transfer awaitPayment(Article packed, @Signal(timeout = "14d") Transfer transfer) {
      return transfer;
    }

    @Step(delay = "1d")
    Paid ship(Article packed, Transfer transfer, StepContext step) {
      return new Paid(ledger.enter(step.idempotencyKey(), "parcel"));
    }
  }

  /** A step that returns a stage. */
  @Saga(name = "asynchronous")
  @Timeout("3s")
  static class Asynchronous {
    private final Ledger ledger;

    Asynchronous(Ledger ledger) {
      this.ledger = ledger;
    }

    @Step
    CompletionStage<Article> take(Basket basket, StepContext step) {
      ledger.enter(step.idempotencyKey(), basket.articles().get(0));
      return CompletableFuture.completedFuture(new Article(step.idempotencyKey()));
    }

    @Compensate("take")
    CompletionStage<Void> putBack(Outcome<Article> taken) {
      ledger.giveUp(taken.key());
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Called once, whatever happens. */
  @Saga(name = "once")
  @Timeout("3s")
  static class Once {
    private final Ledger ledger;

    Once(Ledger ledger) {
      this.ledger = ledger;
    }

    @Step(atMostOnce = true)
    Article take(Basket basket, StepContext step) {
      ledger.enter(step.idempotencyKey(), basket.articles().get(0));
      return new Article(step.idempotencyKey());
    }

    @Compensate("take")
    void putBack(Outcome<Article> taken) {
      ledger.giveUp(taken.key());
    }

    @Step
    @Pivot
    Paid pay(Article taken, StepContext step) throws Refused {
      return new Paid(ledger.enter(step.idempotencyKey(), "fare"));
    }
  }

  /** A step that is a run of another saga. */
  @Saga(name = "parent")
  @Timeout("3s")
  static class Parent {
    private final Ledger ledger;
    private final Elements_AsynchronousOrchestrator children;

    Parent(Ledger ledger, Elements_AsynchronousOrchestrator children) {
      this.ledger = ledger;
      this.children = children;
    }

    @Step
    @Child(Asynchronous.class)
    SagaHandle<Article> take(Basket basket, StepContext step) {
      return children.start(step.key() + "/child", basket);
    }

    @Step
    @Pivot
    Paid pay(Article taken, StepContext step) throws Refused {
      return new Paid(ledger.enter(step.idempotencyKey(), "fare"));
    }
  }
}
