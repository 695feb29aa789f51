package dev.skald.evolution;

import dev.skald.evolution.History.Act;
import dev.skald.evolution.History.Fate;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sagas that are changed, and what happens to their runs before. */
final class Families {

  private Families() {}

  static final Family ORDER =
      Family.of(
          "Order",
          History.of("goes through"),
          History.of("the reservation is declined").with("reserve", Fate.DECLINED),
          History.of("the charge is declined").with("charge", Fate.DECLINED),
          History.of("the answer to the booking is lost").with("book", Fate.LOST),
          History.of("the answer to the reservation is lost").with("reserve", Fate.LOST),
          History.of("the answer to the charge is lost").with("charge", Fate.LOST),
          History.of("the charge comes later").with("charge", Fate.LATER),
          History.of("cancelled before the charge").at("book", Act.CANCEL),
          History.of("cancelled behind the pivot").at("ship", Act.CANCEL),
          History.of("an undo comes later")
              .with("charge", Fate.DECLINED)
              .with("undo book", Fate.LATER));

  static final Family GOODS =
      Family.of(
          "Goods",
          History.of("goes through"),
          History.of("the charge is declined").with("charge", Fate.DECLINED),
          History.of("the answer to the reservation is lost").with("reserve", Fate.LOST));

  static final Family CREDIT =
      Family.of(
          "Credit",
          History.of("the clerk decides"),
          History.of("approved at once").answering("decide", "approved"),
          History.of("refused").answering("decide", "refused"),
          History.of("the payment is declined").with("pay", Fate.DECLINED),
          History.of("approved, and the payment is declined")
              .answering("decide", "approved")
              .with("pay", Fate.DECLINED),
          History.of("the answer of the clerk is lost").with("askClerk", Fate.LOST),
          History.of("cancelled").at("askClerk", Act.CANCEL));

  static final Family PARCELS =
      Family.of(
          "Parcels",
          History.of("goes through").order("pack a", "pack b").order("pack b", "pack c"),
          History.of("the second is declined")
              .order("pack a", "pack b")
              .order("undo pack b", "undo pack a")
              .with("pack b", Fate.DECLINED),
          History.of("the sending is declined")
              .order("pack a", "pack b")
              .order("pack b", "pack c")
              .order("undo pack c", "undo pack b")
              .with("send", Fate.DECLINED),
          History.of("the answer to the first is lost")
              .order("pack a", "pack b")
              .with("pack a", Fate.LOST));

  static final Family VISIT =
      Family.of(
          "Visit",
          History.of("the event is waited for"),
          History.of("the event comes early").at("open", Act.SIGNAL),
          History.of("the event does not come").late(),
          History.of("the second visit is declined").with("visit", Fate.DECLINED),
          History.of("cancelled while it waits for the event").cancelledWaiting(),
          History.of("cancelled while it waits for the time")
              .at("open", Act.SIGNAL)
              .cancelledWaiting(),
          History.of("cancelled").at("visit", Act.CANCEL));

  static final Family TRIP =
      Family.of(
          "Trip",
          History.of("goes through"),
          History.of("the charge is declined").with("charge", Fate.DECLINED),
          History.of("the hotel is declined").with("room", Fate.DECLINED),
          History.of("the answer of the hotel is lost").with("room", Fate.LOST),
          History.of("cancelled").at("room", Act.CANCEL));

  static final Family PHONE =
      Family.of(
          "Phone",
          History.of("goes through"),
          History.of("the call is declined").with("call", Fate.DECLINED),
          History.of("the answer to the call is lost").with("call", Fate.LOST),
          History.of("the charge is declined").with("charge", Fate.DECLINED));

  static final Family STAY =
      Family.of(
          "Stay",
          History.of("goes through"),
          History.of("the charge is declined").with("charge", Fate.DECLINED),
          History.of("cancelled").at("enter", Act.CANCEL));

  static final Family SIDES =
      Family.of(
          "Sides",
          History.of("the left one is done first").order("left", "right"),
          History.of("the right one is done first").order("right", "left"),
          History.of("the announcement fails").with("announce", Fate.FAILS),
          History.of("the answer to the charge is lost")
              .order("left", "right")
              .with("charge", Fate.LOST),
          History.of("cancelled at the pivot").order("left", "right").at("charge", Act.CANCEL),
          History.of("the charge is declined")
              .order("left", "right")
              .order("undo left", "undo right")
              .with("charge", Fate.DECLINED),
          History.of("the right one is declined")
              .order("left", "right")
              .with("right", Fate.DECLINED));

  static final Family LEDGER =
      Family.on(
          Families::newFile,
          "Ledger",
          History.of("goes through"),
          History.of("the charge is declined").with("charge", Fate.DECLINED));

  private static JournalProvider newFile() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "evolution"));
      Path file = Files.createTempFile(folder, "journal", ".db");
      Files.delete(file);
      return SqliteJournal.at(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them. */
  static List<Family> all() {
    return List.of(ORDER, GOODS, CREDIT, PARCELS, VISIT, TRIP, PHONE, STAY, SIDES, LEDGER);
  }
}
