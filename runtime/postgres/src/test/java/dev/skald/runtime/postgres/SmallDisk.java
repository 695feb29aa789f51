package dev.skald.runtime.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A disk of its own that can be filled up, where this process may mount one. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  /** Mounts one, or gives up the test. */
  static SmallDisk mounted(Path under, int megabytes) throws IOException {
    Path disk = Files.createDirectory(under.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", disk.toString()),
        "This process may not mount a disk");
    return new SmallDisk(disk);
  }

  /** Takes up all the space there is. */
  void fill() throws IOException {
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      byte[] block = new byte[BLOCK];
      while (true) {
        ballast.write(block);
      }
    } catch (IOException e) {
      if (path.toFile().getUsableSpace() >= BLOCK) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return path.resolve("ballast");
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such command here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", path.toString())) {
      throw new IOException("The disk " + path + " cannot be unmounted");
    }
  }
}
