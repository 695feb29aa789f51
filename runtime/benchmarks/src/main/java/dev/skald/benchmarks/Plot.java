package dev.skald.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lines over points, as a drawing. The same data are the same text. Its colours are seen on a light
 * page and on a dark one, and whoever sees no colours has marks.
 *
 * @param across what grows to the right
 * @param up what grows upwards; 1 is what all lines begin with
 * @param points where the lines have their values, two or more, the smallest first
 * @param lines at most as many as there are marks
 */
record Plot(String across, String up, List<Integer> points, List<Line> lines) {

  private static final double LEFT = 64;
  private static final double RIGHT = 544;
  private static final double TOP = 40;
  private static final double BOTTOM = 264;
  private static final double MARGIN = 36;

  private static final String GREY = "#768390";

  /** The space between lines at one point: whiskers would hide each other. */
  private static final double APART = 7;

  /** What makes a line known. */
  private enum Mark {
    CIRCLE("#3b82f6", "M%1$.1f %2$.1fm-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),
    SQUARE("#d97706", "M%1$.1f %2$.1fm-4 -4h8v8h-8z"),
    TRIANGLE("#16a34a", "M%1$.1f %2$.1fm0 -5l5 9h-10z");

    private final String colour;
    private final String path;

    Mark(String colour, String path) {
      this.colour = colour;
      this.path = path;
    }
  }

  /**
   * One line.
   *
   * @param name what it is of
   * @param values one for each point
   */
  record Line(String name, List<Spread> values) {}

  /** The drawing as SVG. */
  String svg() {
    Axis x = Axis.ofPoints(points, LEFT + MARGIN, RIGHT - MARGIN);
    Axis y = Axis.ofValues(smallest(), largest(), BOTTOM, TOP);
    StringBuilder out = new StringBuilder();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"560\" height=\"320\""
            + " viewBox=\"0 0 560 320\" font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">",
        GREY);
    add(out, "<title>%s, by %s</title>", up, across);
    across(out, x);
    upwards(out, y);
    for (int i = 0; i < lines.size(); i++) {
      line(out, i, x, y);
    }
    add(out, "</svg>");
    return out.toString();
  }

  private double smallest() {
    return values().mapToDouble(Spread::min).min().orElseThrow();
  }

  /** A line that stays where it began is not at the upper end. */
  private double largest() {
    return Math.max(1.2, values().mapToDouble(Spread::max).max().orElseThrow());
  }

  private Stream<Spread> values() {
    return lines.stream().flatMap(line -> line.values().stream());
  }

  private void across(StringBuilder out, Axis x) {
    for (int point : points) {
      text(out, x.at(point), BOTTOM + 18, "middle", String.format(Locale.ROOT, "%,d", point));
    }
    text(out, (LEFT + RIGHT) / 2, BOTTOM + 42, "middle", across);
  }

  private void upwards(StringBuilder out, Axis y) {
    for (double tick : y.ticks()) {
      double at = y.at(tick);
      add(
          out,
          "<path d=\"M%.1f %.1fH%.1f\" stroke=\"%s\" stroke-opacity=\"%s\"/>",
          LEFT,
          at,
          RIGHT,
          GREY,
          tick == 1 ? "1" : "0.3");
      text(out, LEFT - 8, at + 4, "end", name(tick));
    }
    add(
        out,
        "<text x=\"18\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 18 %.1f)\">%s</text>",
        (TOP + BOTTOM) / 2,
        (TOP + BOTTOM) / 2,
        up);
  }

  private static String name(double tick) {
    return tick == Math.rint(tick)
        ? String.format(Locale.ROOT, "%,.0f", tick)
        : String.format(Locale.ROOT, "%.2f", tick).replaceAll("0$", "");
  }

  private void line(StringBuilder out, int number, Axis x, Axis y) {
    Mark mark = Mark.values()[number];
    Line line = lines.get(number);
    double shift = APART * (number - (lines.size() - 1) / 2.0);
    StringBuilder path = new StringBuilder();
    add(out, "<g stroke=\"%s\" stroke-width=\"1.5\" fill=\"%s\">", mark.colour, mark.colour);
    for (int i = 0; i < points.size(); i++) {
      Spread value = line.values().get(i);
      double at = x.at(points.get(i)) + shift;
      path.append(format(i == 0 ? "M%.1f %.1f" : "L%.1f %.1f", at, y.at(value.median())));
      if (value.min() < value.max()) {
        whisker(out, at, y.at(value.min()), y.at(value.max()));
      }
      add(out, "<path d=\"" + mark.path + "\"/>", at, y.at(value.median()));
    }
    add(out, "<path d=\"%s\" fill=\"none\"/>", path);
    double legend = LEFT + 120.0 * number;
    add(out, "<path d=\"" + mark.path + "\"/>", legend + 6, 18.0);
    add(out, "</g>");
    text(out, legend + 16, 22, "start", line.name());
  }

  private static void whisker(StringBuilder out, double x, double from, double to) {
    add(out, "<path d=\"M%.1f %.1fh6m-3 0V%.1fm-3 0h6\" fill=\"none\"/>", x - 3, from, to);
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String text) {
    add(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text);
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(format(format, values)).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
