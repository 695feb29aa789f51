package dev.skald.benchmarks;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Shows what the processor costs a build: compiles modules of nothing but sagas with it, and the
 * same modules with the generated sources checked in and no processor. All of it is the processor
 * time of the compiling thread, so that neighbours on the machine matter less.
 *
 * <pre>{@code
 * mvn -q -Pbenchmark -pl runtime/benchmarks -am package -Dskald.benchmark.main=dev.skald.benchmarks.Compiling
 * }</pre>
 */
public final class Compiling {

  /** How a module is compiled. */
  private enum Way {
    /** The sagas alone: no processor, and nothing is generated. */
    ALONE,
    /** The sagas and what was generated, as sources; no processor. */
    CHECKED_IN,
    /** The sagas, with the processor. */
    PROCESSED
  }

  /** A compilation: nanoseconds of the compiling thread, and those of the processor in them. */
  private record Cost(long all, long processor) {}

  private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
  private final ClassLoader loader;
  private final int rounds;
  private final Path folder;

  private Compiling(ClassLoader loader, int rounds, Path folder) {
    this.loader = loader;
    this.rounds = rounds;
    this.folder = folder;
  }

  /**
   * Measures modules of as many sagas as {@code -Dskald.benchmark.sagas=1,100,1000} says.
   *
   * @param arguments none
   * @throws IOException if sources cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(System.getProperty("skald.benchmark.processor"));
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException("There is no jar of the processor at " + jar);
    }
    int rounds = Integer.getInteger("skald.benchmark.rounds", 3);
    Path folder = Files.createTempDirectory("skald-compiling-");
    System.out.println(Machine.here());
    System.out.printf("%d rounds after one to warm up; medians (min to max)%n", rounds);
    String sagas = System.getProperty("skald.benchmark.sagas", "1,100,1000");
    int[] sizes = Arrays.stream(sagas.split(",")).mapToInt(Integer::parseInt).toArray();
    // One loader for all: the processor is as warm as javac is.
    URL[] jars = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jars, Compiling.class.getClassLoader())) {
      Compiling compiling = new Compiling(loader, rounds, folder);
      for (int size : sizes) {
        compiling.measure(size);
      }
    } finally {
      delete(folder);
    }
  }

  private void measure(int sagas) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sagas-" + sagas));
    for (int i = 0; i < sagas; i++) {
      Files.writeString(sources.resolve("Order" + i + ".java"), CompiledSagas.source(i));
    }
    Path generated = Files.createDirectories(folder.resolve("generated-" + sagas));
    compile(Way.PROCESSED, sources, generated);
    Map<Way, List<Cost>> costs = new EnumMap<>(Way.class);
    for (int round = 0; round <= rounds; round++) {
      for (Way way : Way.values()) {
        Cost cost = compile(way, sources, generated);
        if (round > 0) {
          costs.computeIfAbsent(way, w -> new ArrayList<>()).add(cost);
        }
      }
    }
    report(sagas, costs);
  }

  private void report(int sagas, Map<Way, List<Cost>> costs) {
    double[] own = new double[rounds];
    double[] with = new double[rounds];
    double[] generated = new double[rounds];
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      Cost processed = costs.get(Way.PROCESSED).get(i);
      double checkedIn = costs.get(Way.CHECKED_IN).get(i).all();
      own[i] = 100.0 * processed.processor() / processed.all();
      with[i] = 100.0 * (processed.all() - checkedIn) / checkedIn;
      generated[i] = 100.0 * (checkedIn - costs.get(Way.ALONE).get(i).all()) / checkedIn;
      seconds[i] = processed.all() / 1e9;
    }
    System.out.printf(
        Locale.ROOT, "%,d sagas, %s s of javac with the processor%n", sagas, text(seconds));
    System.out.printf("  the processor's own part of it:                  %s %%%n", text(own));
    System.out.printf("  more than with the generated sources checked in: %s %%%n", text(with));
    System.out.printf(
        "  of that, what compiling the generated costs:     %s %%%n", text(generated));
  }

  private static String text(double[] figures) {
    Spread spread = Spread.of(figures);
    return String.format(
        Locale.ROOT, "%.1f (%.1f to %.1f)", spread.median(), spread.min(), spread.max());
  }

  private Cost compile(Way way, Path sources, Path generated) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes-");
    Path written = way == Way.PROCESSED ? Files.createTempDirectory(folder, "written-") : classes;
    List<Path> files = new ArrayList<>(javaFiles(sources));
    if (way == Way.CHECKED_IN) {
      files.addAll(javaFiles(generated));
    }
    List<String> options = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
    options.addAll(List.of("-cp", System.getProperty("java.class.path"), "-s", written.toString()));
    if (way != Way.PROCESSED) {
      options.add("-proc:none");
    }
    Cost cost;
    try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
      var task =
          javac.getTask(
              null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files));
      List<TimedProcessor> processors = new ArrayList<>();
      if (way == Way.PROCESSED) {
        ServiceLoader.load(Processor.class, loader)
            .forEach(p -> processors.add(new TimedProcessor(p)));
        task.setProcessors(processors);
      }
      long before = TimedProcessor.now();
      if (!task.call()) {
        throw new IllegalStateException("The sagas do not compile");
      }
      long all = TimedProcessor.now() - before;
      cost = new Cost(all, processors.stream().mapToLong(TimedProcessor::nanos).sum());
    }
    if (way == Way.PROCESSED && javaFiles(generated).isEmpty()) {
      for (Path file : javaFiles(written)) {
        Files.copy(file, generated.resolve(file.getFileName()));
      }
    }
    delete(classes);
    if (way == Way.PROCESSED) {
      delete(written);
    }
    return cost;
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
