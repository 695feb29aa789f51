package dev.skald.docs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Keeps what a compiler and its processors write, and none of it on the disk. */
public final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

  private final Map<String, Written> classes = new HashMap<>();

  public MemoryFiles(StandardJavaFileManager files) {
    super(files);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    Written file = new Written(className.replace('.', '/'), kind);
    if (kind == JavaFileObject.Kind.CLASS) {
      classes.put(className, file);
    }
    return file;
  }

  /** Resources, such as plans, which nobody reads here. */
  @Override
  public FileObject getFileForOutput(
      Location location, String packageName, String relativeName, FileObject sibling) {
    return new Written(relativeName, JavaFileObject.Kind.OTHER);
  }

  /** The classes that were written, by name. */
  public Map<String, byte[]> classes() {
    Map<String, byte[]> all = new HashMap<>();
    classes.forEach((name, file) -> all.put(name, file.bytes.toByteArray()));
    return all;
  }

  private static final class Written extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Written(String name, Kind kind) {
      super(URI.create("memory:///" + name + kind.extension), kind);
    }

    @Override
    public OutputStream openOutputStream() {
      bytes.reset();
      return bytes;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
