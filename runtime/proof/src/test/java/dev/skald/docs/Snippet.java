package dev.skald.docs;

import dev.skald.docs.Markdown.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * An example in the documentation, made into a whole program as its directive says; see {@code
 * CONTRIBUTING.md}.
 *
 * @param block the example
 * @param sources the program, without the types that its page takes for granted
 * @param above the examples above it on its page
 */
record Snippet(Block block, List<String> sources, List<Snippet> above) {

  /** What may stand behind a comma: the compiler sees lock files. */
  private static final String LOCKED = "locked";

  /** The same: the program goes on with the journal of the one above. */
  private static final String LATER = "later";

  private static final Pattern STATEMENTS = Pattern.compile("statements of (\\w+)");
  private static final Pattern INTO = Pattern.compile("into (\\w+)(?: before (\\w+))?");
  private static final Pattern TYPE = Pattern.compile("\\bclass (\\w+) ");
  private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public \\w+ (\\w+)");

  private static final String IMPORTS =
      Stream.of(
              "com.google.inject.*",
              "dev.skald.*",
              "dev.skald.runtime.*",
              "dev.skald.runtime.engine.*",
              "dev.skald.runtime.guice.*",
              "dev.skald.runtime.memory.*",
              "dev.skald.runtime.sqlite.*",
              "dev.skald.testkit.*",
              "jakarta.inject.Inject",
              "java.math.BigDecimal",
              "java.nio.file.Path",
              "java.sql.Connection",
              "java.sql.SQLException",
              "java.time.Duration",
              "java.time.Instant",
              "java.util.HashSet",
              "java.util.List",
              "java.util.Map",
              "java.util.Optional",
              "java.util.Set",
              "java.util.TreeMap",
              "java.util.concurrent.CompletionStage",
              "java.util.stream.Stream",
              "org.junit.jupiter.api.DynamicNode",
              "org.junit.jupiter.api.Test",
              "org.junit.jupiter.api.TestFactory",
              "org.junit.jupiter.api.extension.RegisterExtension",
              "org.junit.jupiter.api.io.TempDir",
              "static org.junit.jupiter.api.Assertions.assertEquals",
              "static org.junit.jupiter.api.Assertions.assertTrue")
          .map(name -> "import " + name + ";\n")
          .collect(Collectors.joining());

  private static final String CLIENTS =
      "  Orders orders;\n  Stock stock;\n  Payments payments;\n  Carrier carrier;\n";

  private static final String TUTORIAL = "docs/tutorial.md";

  /** The examples of a page; of the tutorial also those of which the compiler has to speak. */
  static List<Snippet> of(Markdown page) {
    List<Snippet> snippets = new ArrayList<>();
    Map<String, String> declared = new HashMap<>();
    for (Block block : page.blocks()) {
      boolean spokenOf = block.info().matches("java (fails|warns)") && isTutorial(block);
      if (block.info().equals("java") || spokenOf) {
        // What does not compile is no part of what follows.
        boolean fails = block.info().endsWith(" fails");
        List<String> sources = sources(block, fails ? new HashMap<>(declared) : declared);
        snippets.add(new Snippet(block, sources, List.copyOf(snippets)));
      }
    }
    return snippets;
  }

  /**
   * The program of an example.
   *
   * @param declared the classes of the examples above, by name; what this one declares is added
   */
  private static List<String> sources(Block block, Map<String, String> declared) {
    String directive = words(block).get(0);
    Matcher statements = STATEMENTS.matcher(directive);
    if (statements.matches()) {
      String saga = declared(declared, statements.group(1));
      return with(saga, declared, statements(block, statements.group(1)));
    }
    Matcher into = INTO.matcher(directive);
    if (into.matches()) {
      String before = into.group(2) == null ? "" : into.group(2);
      String saga = declared(declared, into.group(1));
      String grown = GrowingClass.with(saga, block.code(), before);
      declared.put(into.group(1), grown);
      return with(grown, declared);
    }
    return switch (directive) {
      case "", "types" -> {
        Matcher type = TYPE.matcher(block.code());
        while (type.find()) {
          declared.put(type.group(1), block.code());
        }
        yield List.of(block.code());
      }
      case "members" ->
          List.of(
              "@Saga\n@Timeout(\"3s\")\nfinal class Members {\n" + CLIENTS + block.code() + "}\n");
      default -> throw new AssertionError(block + ": no such kind of example: " + directive);
    };
  }

  /** The directive, and what stands behind its commas. */
  private static List<String> words(Block block) {
    List<String> words = List.of(block.directive().split(", "));
    if (!Set.of(LOCKED, LATER).containsAll(words.subList(1, words.size()))) {
      throw new AssertionError(block + ": no such kind of example: " + block.directive());
    }
    return words;
  }

  private boolean is(String mark) {
    return words(block).contains(mark);
  }

  private boolean isProgram() {
    return STATEMENTS.matcher(words(block).get(0)).matches();
  }

  /** The program whose journal this one goes on with. */
  Optional<Snippet> earlier() {
    List<Snippet> programs = above.stream().filter(Snippet::isProgram).toList();
    return is(LATER) ? Optional.of(programs.get(programs.size() - 1)) : Optional.empty();
  }

  private static String declared(Map<String, String> declared, String name) {
    String source = declared.get(name);
    if (source == null) {
      throw new AssertionError("No example above declares " + name);
    }
    return source;
  }

  /** A saga together with those whose orchestrators it uses. */
  private static List<String> with(String saga, Map<String, String> declared, String... more) {
    List<String> sources = new ArrayList<>(List.of(saga));
    declared.forEach(
        (name, source) -> {
          if (!source.equals(saga) && saga.contains(" " + name + "Orchestrator ")) {
            sources.add(source);
          }
        });
    sources.addAll(List.of(more));
    return sources;
  }

  private static String statements(Block block, String saga) {
    String fields =
        isTutorial(block)
            ? "  static void run(SagaEngine engine, Theatre theatre) throws Exception {\n"
            : CLIENTS
                + "  Cart cart;\n  Payment payment;\n  SagaEngine engine;\n  "
                + saga
                + "Orchestrator placeOrder;\n\n  void run() {\n";
    return "final class Statements {\n" + fields + block.code() + "  }\n}\n";
  }

  private static boolean isTutorial(Block block) {
    return block.page().equals(TUTORIAL);
  }

  /** Whether it is meant not to compile. */
  boolean fails() {
    return block.info().endsWith(" fails");
  }

  /** Whether the compiler is meant to say something of it, be it an error or a warning. */
  boolean isSpokenOf() {
    return fails() || block.info().endsWith(" warns");
  }

  /** Compiles the example together with the processor, and gives what the compiler has to say. */
  List<String> compile() {
    return compile(new HashMap<>()).stream().map(Snippet::text).toList();
  }

  /** What the compiler says, as its reader sees it, but without the place. */
  String said() {
    return compile(new HashMap<>()).stream()
        .map(said -> kind(said) + ": " + said.getMessage(Locale.ROOT) + "\n")
        .collect(Collectors.joining());
  }

  private static String kind(Diagnostic<?> said) {
    return said.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
  }

  /**
   * Compiles the example; if it is to see lock files, with those of all that is accepted above it.
   *
   * @param classes where the classes are put, by name
   */
  List<Diagnostic<? extends JavaFileObject>> compile(Map<String, byte[]> classes) {
    if (!is(LOCKED)) {
      return compile(classes, List.of());
    }
    try {
      Path folder = Files.createTempDirectory("skald-docs");
      String directory = "-Askald.lock=" + folder;
      try {
        above.stream()
            .filter(other -> other.is(LOCKED) && !other.fails() && !other.isProgram())
            .forEach(
                other ->
                    other.compile(new HashMap<>(), List.of(directory, "-Askald.lock.mode=accept")));
        return compile(classes, List.of(directory));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<Diagnostic<? extends JavaFileObject>> compile(
      Map<String, byte[]> classes, List<String> more) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(more);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<JavaFileObject> files = new ArrayList<>();
    String world = Repository.read(WORLDS + (isTutorial(block) ? "Theatre" : "Shop") + ".java.txt");
    files.add(new Source("World", IMPORTS + world));
    sources().forEach(source -> files.add(new Source(nameOf(source), IMPORTS + source)));
    StringWriter out = new StringWriter();
    try (MemoryFiles memory =
        new MemoryFiles(compiler.getStandardFileManager(said, Locale.ROOT, null))) {
      var task = compiler.getTask(out, memory, said, options, null, files);
      task.setProcessors(processors());
      boolean compiled = task.call();
      if (!compiled && said.getDiagnostics().isEmpty()) {
        throw new AssertionError("The compiler failed: " + out);
      }
      classes.putAll(memory.classes());
      return said.getDiagnostics();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String WORLDS = "runtime/proof/src/test/resources/docs/";

  /** As strict as a user can be; jakarta.inject is claimed by nobody, the shop is one file. */
  private static final List<String> OPTIONS =
      List.of(
          "--release",
          "17",
          "-Xlint:all,-processing,-auxiliaryclass,-classfile,-path",
          "-classpath",
          System.getProperty("java.class.path"));

  /** New ones for each compilation, found as a compiler finds them. */
  private static List<Processor> processors() {
    return ServiceLoader.load(Processor.class).stream()
        .filter(provider -> provider.type().getPackageName().startsWith("dev.skald."))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject file = diagnostic.getSource();
    String place = file == null ? "" : file.getName() + ":" + diagnostic.getLineNumber() + ": ";
    return place + diagnostic.getKind() + ": " + diagnostic.getMessage(Locale.ROOT);
  }

  private static String nameOf(String source) {
    Matcher type = PUBLIC_TYPE.matcher(source);
    return type.find() ? type.group(1) : "Snippet" + Integer.toHexString(source.hashCode());
  }

  @Override
  public String toString() {
    return block.toString();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String content;

    Source(String name, String content) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
