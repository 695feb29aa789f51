package dev.skald.runtime.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** A way to the server that breaks when it is told to. */
final class Proxy implements AutoCloseable {

  private final ServerSocket listening;
  private final PGSimpleDataSource target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();

  private volatile String cutWhenAsked;
  private volatile String cutWhenAnswered;
  private volatile boolean swallowing;
  private volatile boolean refusing;
  private volatile int delayMillis;

  private Proxy(PGSimpleDataSource target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("proxy-accept", this::accept);
  }

  static Proxy to(PGSimpleDataSource target) throws IOException {
    return new Proxy(target);
  }

  /** Where connections by way of the proxy come from. */
  PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setLoginTimeout(3);
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {listening.getLocalPort()});
    source.setDatabaseName(target.getDatabaseName());
    source.setUser(target.getUser());
    return source;
  }

  /** The next statement with these words never reaches the server: its connection is cut. */
  void cutWhenAsked(String words) {
    cutWhenAsked = words;
  }

  /** The next statement with these words reaches the server, and its answer nobody. */
  void cutWhenAnswered(String words) {
    cutWhenAnswered = words;
  }

  /** Nodes lose all connections; the server does not notice, and goes on. */
  void cutAllButTheServersSide() throws IOException {
    for (Link link : links) {
      link.client.close();
      cuts.incrementAndGet();
    }
  }

  /** Nodes and server lose all connections. */
  void cutAll() throws IOException {
    for (Link link : links) {
      link.cut();
    }
  }

  /** Nobody gets through until {@link #mend}. */
  void breakOff() throws IOException {
    refusing = true;
    cutAll();
  }

  /** Both sides think that they are connected, and hear nothing of each other any more. */
  void swallow() {
    swallowing = true;
  }

  void delay(int millis) {
    delayMillis = millis;
  }

  /** All is well again, for new connections. */
  void mend() throws IOException {
    refusing = false;
    delayMillis = 0;
    if (swallowing) {
      swallowing = false;
      cutAll();
    }
  }

  int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (refusing) {
          client.close();
          continue;
        }
        Socket server = new Socket("127.0.0.1", target.getPortNumbers()[0]);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Link link = new Link(client, server);
        links.add(link);
        start("proxy-up", () -> link.pump(client, server, true));
        start("proxy-down", () -> link.pump(server, client, false));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Link link : links) {
      link.client.close();
      link.server.close();
    }
  }

  /** One connection. */
  private final class Link {

    private final Socket client;
    private final Socket server;

    /** The answer to what was asked last is to be kept back. */
    private volatile boolean mute;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void cut() throws IOException {
      cuts.incrementAndGet();
      links.remove(this);
      client.close();
      server.close();
    }

    void pump(Socket from, Socket to, boolean up) {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          Thread.sleep(delayMillis);
          if (swallowing) {
            continue;
          }
          if (up && !lets(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))
              || !up && mute) {
            cut();
            return;
          }
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException e) {
        // One side has gone; the other one follows, unless it is to go on by itself.
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean lets(String asked) {
      String before = cutWhenAsked;
      if (before != null && asked.contains(before)) {
        cutWhenAsked = null;
        return false;
      }
      String after = cutWhenAnswered;
      if (after != null && asked.contains(after)) {
        cutWhenAnswered = null;
        mute = true;
      }
      return true;
    }
  }
}
