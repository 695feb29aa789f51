package dev.skald.docs;

import dev.skald.docs.Markdown.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
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
 * @param types the types its statements need, empty for none
 */
record Snippet(Block block, String types) {

  private static final Pattern STATEMENTS = Pattern.compile("statements of (\\w+)");
  private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public \\w+ (\\w+)");

  private static final String IMPORTS =
      Stream.of(
              "com.google.inject.*",
              "dev.skald.*",
              "dev.skald.runtime.*",
              "dev.skald.runtime.engine.*",
              "dev.skald.runtime.guice.*",
              "dev.skald.runtime.sqlite.*",
              "jakarta.inject.Inject",
              "java.math.BigDecimal",
              "java.nio.file.Path",
              "java.sql.Connection",
              "java.sql.SQLException",
              "java.time.Duration",
              "java.util.List",
              "java.util.Optional",
              "java.util.concurrent.CompletionStage")
          .map(name -> "import " + name + ";\n")
          .collect(Collectors.joining());

  private static final String CLIENTS =
      "  Orders orders;\n  Stock stock;\n  Payments payments;\n  Carrier carrier;\n";

  /** The examples of a page. */
  static List<Snippet> of(Markdown page) {
    List<Snippet> snippets = new ArrayList<>();
    List<Block> blocks = page.blocks("java");
    for (int i = 0; i < blocks.size(); i++) {
      Matcher statements = STATEMENTS.matcher(blocks.get(i).directive());
      String types = statements.matches() ? types(blocks.subList(0, i), statements.group(1)) : "";
      snippets.add(new Snippet(blocks.get(i), types));
    }
    return snippets;
  }

  /** The last example before that declares the type. */
  private static String types(List<Block> before, String name) {
    return before.stream()
        .map(Block::code)
        .filter(code -> code.contains("class " + name + " "))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("No example above declares " + name));
  }

  private List<String> sources() {
    String code = block.code();
    if (!types.isEmpty()) {
      String saga = STATEMENTS.matcher(block.directive()).replaceFirst("$1");
      String program =
          "final class Statements {\n"
              + CLIENTS
              + "  Cart cart;\n  Payment payment;\n  SagaEngine engine;\n  "
              + saga
              + "Orchestrator placeOrder;\n\n  void run() {\n"
              + code
              + "  }\n}\n";
      return List.of(types, program);
    }
    return switch (block.directive()) {
      case "", "types" -> List.of(code);
      case "members" ->
          List.of("@Saga\n@Timeout(\"3s\")\nfinal class Members {\n" + CLIENTS + code + "}\n");
      default ->
          throw new AssertionError(block + ": no such kind of example: " + block.directive());
    };
  }

  /** Compiles the example together with the processor, and gives what the compiler has to say. */
  List<String> compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<JavaFileObject> files = new ArrayList<>();
    files.add(new Source("Shop", IMPORTS + Repository.read(SHOP)));
    sources().forEach(source -> files.add(new Source(nameOf(source), IMPORTS + source)));
    StringWriter out = new StringWriter();
    try (MemoryFiles memory =
        new MemoryFiles(compiler.getStandardFileManager(said, Locale.ROOT, null))) {
      var task = compiler.getTask(out, memory, said, OPTIONS, null, files);
      task.setProcessors(processors());
      boolean compiled = task.call();
      List<String> text = said.getDiagnostics().stream().map(Snippet::text).toList();
      return compiled || !text.isEmpty() ? text : List.of("the compiler failed: " + out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String SHOP = "runtime/proof/src/test/resources/docs/Shop.java.txt";

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
