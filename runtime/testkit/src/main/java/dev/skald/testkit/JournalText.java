package dev.skald.testkit;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of a journal. One line for the run and one for each record, in fields {@code
 * name=value}; below a record its payload, as it is if it is text of one line.
 */
final class JournalText {

  private static final String TITLE = "skald-journal 1";
  private static final String PAYLOAD = "  ";
  private static final String BASE64 = "base64:";

  private JournalText() {}

  static String write(RunHeader run, List<JournalRecord> records) {
    StringBuilder text = new StringBuilder(TITLE).append('\n');
    Fields header = new Fields();
    header.put("saga", run.saga());
    header.put("key", run.key());
    header.put("run", run.id().toString());
    header.put("version", "" + run.version());
    header.put("plan", run.fingerprint());
    header.put("state", run.state().name());
    header.put("started", time(run.startedAt()));
    header.put("wakes", time(run.wakeAt()));
    text.append(header.line()).append('\n');
    for (JournalRecord entry : records) {
      text.append(line(entry)).append('\n');
      byte[] payload = entry.payload();
      if (payload != null) {
        text.append(PAYLOAD).append(payload(payload)).append('\n');
      }
    }
    return text.toString();
  }

  private static String line(JournalRecord entry) {
    Fields fields = new Fields();
    fields.put("step", entry.step());
    fields.put("item", entry.item() == JournalRecord.NO_ITEM ? null : "" + entry.item());
    fields.put("attempt", entry.attempt() == 0 ? null : "" + entry.attempt());
    fields.put("at", time(entry.at()));
    fields.put("due", entry.dueAt() == 0 ? null : time(entry.dueAt()));
    fields.put("origin", entry.origin());
    Failure failure = entry.failure();
    if (failure != null) {
      fields.put("failure", failure.kind().name());
      fields.put("of", failure.step());
      fields.put("type", failure.type());
      fields.put("message", failure.message());
    }
    return entry.seq() + " " + entry.kind() + " " + fields.line();
  }

  private static String time(long millis) {
    return millis == RunHeader.NEVER ? "never" : Instant.ofEpochMilli(millis).toString();
  }

  private static String payload(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return BASE64 + Base64.getEncoder().encodeToString(bytes);
    }
    boolean oneLine = text.codePoints().noneMatch(Character::isISOControl);
    return oneLine && !text.startsWith(BASE64)
        ? text
        : BASE64 + Base64.getEncoder().encodeToString(bytes);
  }

  /** Fields of one line, in order. Values are quoted; a missing one is left out. */
  private static final class Fields {

    private final Map<String, String> values = new LinkedHashMap<>();

    void put(String name, @Nullable String value) {
      if (value != null) {
        values.put(name, value);
      }
    }

    String line() {
      StringBuilder line = new StringBuilder();
      values.forEach(
          (name, value) ->
              line.append(line.isEmpty() ? "" : " ")
                  .append(name)
                  .append('=')
                  .append(quoted(value)));
      return line.toString();
    }

    private static String quoted(String value) {
      StringBuilder quoted = new StringBuilder("\"");
      for (int i = 0; i < value.length(); i++) {
        char letter = value.charAt(i);
        if (letter == '"' || letter == '\\') {
          quoted.append('\\').append(letter);
        } else if (Character.isISOControl(letter)) {
          quoted.append(String.format("\\u%04x", (int) letter));
        } else {
          quoted.append(letter);
        }
      }
      return quoted.append('"').toString();
    }

    /** Reads what {@link #line} wrote. */
    static Fields parse(String line) {
      Fields fields = new Fields();
      int at = 0;
      while (at < line.length()) {
        int equals = line.indexOf("=\"", at);
        if (equals < 0) {
          throw new IllegalArgumentException("no field at “" + line.substring(at) + "”");
        }
        String name = line.substring(at, equals).strip();
        StringBuilder value = new StringBuilder();
        at = unquote(line, equals + 2, value);
        fields.put(name, value.toString());
      }
      return fields;
    }

    /** Answers the place behind the closing quote. */
    private static int unquote(String line, int from, StringBuilder value) {
      int at = from;
      while (at < line.length() && line.charAt(at) != '"') {
        boolean escaped = line.charAt(at) == '\\' && at + 1 < line.length();
        if (escaped && line.charAt(at + 1) == 'u' && at + 6 <= line.length()) {
          value.append((char) Integer.parseInt(line.substring(at + 2, at + 6), 16));
          at += 6;
        } else {
          at += escaped ? 1 : 0;
          value.append(line.charAt(at++));
        }
      }
      if (at >= line.length()) {
        throw new IllegalArgumentException("a value without closing quote");
      }
      return at + 1;
    }

    @Nullable String get(String name) {
      return values.get(name);
    }

    String required(String name) {
      String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no field " + name);
      }
      return value;
    }

    int number(String name, int otherwise) {
      String value = values.get(name);
      return value == null ? otherwise : Integer.parseInt(value);
    }

    long time(String name, long otherwise) {
      String value = values.get(name);
      if (value == null) {
        return otherwise;
      }
      return value.equals("never") ? RunHeader.NEVER : Instant.parse(value).toEpochMilli();
    }
  }

  /** Reads a journal, line by line. */
  static final class Reader {

    private final List<String> lines;
    private int next;

    Reader(String text) {
      this.lines = text.lines().toList();
    }

    RecordedJournal read() {
      try {
        if (lines.isEmpty() || !lines.get(next++).equals(TITLE)) {
          throw new IllegalArgumentException("this is no journal: it begins with “" + TITLE + "”");
        }
        RunHeader run = header(Fields.parse(next()));
        List<JournalRecord> records = new ArrayList<>();
        while (next < lines.size()) {
          records.add(entry(next()));
        }
        if (records.isEmpty()) {
          throw new IllegalArgumentException("a journal has at least one record");
        }
        return new RecordedJournal(run, records);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("line " + next + ": " + e.getMessage(), e);
      }
    }

    private String next() {
      if (next >= lines.size()) {
        throw new IllegalArgumentException("the text ends too early");
      }
      return lines.get(next++);
    }

    private static RunHeader header(Fields fields) {
      return new RunHeader(
          UUID.fromString(fields.required("run")),
          fields.required("saga"),
          fields.required("key"),
          Integer.parseInt(fields.required("version")),
          fields.required("plan"),
          1,
          RunState.valueOf(fields.required("state")),
          fields.time("started", 0),
          fields.time("wakes", RunHeader.NEVER));
    }

    private JournalRecord entry(String line) {
      String[] parts = line.split(" ", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("a record is: number, kind, fields");
      }
      Fields fields = Fields.parse(parts[2]);
      return new JournalRecord(
          Integer.parseInt(parts[0]),
          fields.time("at", 0),
          parts[1],
          fields.get("step"),
          fields.number("item", JournalRecord.NO_ITEM),
          fields.number("attempt", 0),
          fields.time("due", 0),
          failure(fields),
          fields.get("origin"),
          payload());
    }

    private static @Nullable Failure failure(Fields fields) {
      String kind = fields.get("failure");
      return kind == null
          ? null
          : new Failure(
              Failure.Kind.valueOf(kind),
              fields.get("of"),
              fields.get("type"),
              fields.required("message"));
    }

    private byte @Nullable [] payload() {
      if (next >= lines.size() || !lines.get(next).startsWith(PAYLOAD)) {
        return null;
      }
      String text = next().substring(PAYLOAD.length());
      return text.startsWith(BASE64)
          ? Base64.getDecoder().decode(text.substring(BASE64.length()))
          : text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
