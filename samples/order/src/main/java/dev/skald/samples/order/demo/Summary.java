package dev.skald.samples.order.demo;

import dev.skald.samples.order.demo.Screen.Tone;
import dev.skald.samples.order.shop.Item;
import dev.skald.samples.order.shop.Money;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.shop.Reservation;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Json;
import java.util.List;

/** Prints what is in the services' books at the end, and whether it balances. */
final class Summary {

  private final Screen screen;
  private final Books books;
  private final Audit audit;

  Summary(Screen screen, Books books, Audit audit) {
    this.screen = screen;
    this.books = books;
    this.audit = audit;
  }

  void print() {
    screen.blank();
    screen.line(screen.in(Tone.TITLE, "What the services' own books say"));
    row("orders", counted(books.orders(), "createOrder", "made", "cancelled"));
    row("stock", counted(books.stock(), "reserveStock", "reserved", "released") + ": " + pieces());
    row(
        "payments",
        counted(books.payments(), "chargePayment", "charged", "refunded") + ": " + money());
    row("carrier", counted(books.carrier(), "ship", "shipped", "called back"));
    long calls = books.all().stream().filter(e -> e.event() == Event.CALLED).count();
    long unanswered = books.all().stream().filter(e -> e.note().startsWith("reply ")).count();
    row("calls", calls + " arrived, " + unanswered + " of them were never answered");
    Tone tone = audit.doubleEffects() == 0 ? Tone.GOOD : Tone.BAD;
    String doubles = "effects that took place twice: " + audit.doubleEffects();
    screen.line("  " + screen.in(tone, doubles));
    if (audit.balances()) {
      String good = "the books balance: each order that stands has its goods, its charge and its";
      screen.line("  " + screen.in(Tone.GOOD, good + " parcel once, and nothing else is left"));
    }
    audit.problems().forEach(p -> screen.line("  " + screen.in(Tone.BAD, "unbalanced: " + p)));
  }

  private void row(String name, String text) {
    screen.line(String.format("  %-9s %s", name, text));
  }

  private static String counted(List<Entry> service, String operation, String done, String undone) {
    long all = Books.effects(service, operation).count();
    int standing = Books.standing(service, operation).size();
    return all + " " + done + ", " + (all - standing) + " " + undone;
  }

  private String pieces() {
    int pieces =
        Books.standing(books.stock(), "reserveStock").stream()
            .flatMap(e -> Json.read(e.answer(), Reservation.class).items().stream())
            .mapToInt(Item::quantity)
            .sum();
    return pieces + " pieces stay reserved";
  }

  private String money() {
    return Books.standing(books.payments(), "chargePayment").stream()
        .map(e -> Json.read(e.answer(), Payment.class).amount())
        .reduce(Money.ZERO, Money::plus)
        .toString();
  }
}
