package dev.skald.localpostgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A way to the server that breaks when it is told to: a port of the loopback interface, each
 * connection to which leads to one of the server's. Safe for use by any thread.
 */
public final class FaultProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final PGSimpleDataSource target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();

  private volatile @Nullable String cutWhenAsked;
  private volatile @Nullable String cutWhenAnswered;
  private volatile boolean swallowing;
  private volatile boolean refusing;
  private volatile int delayMillis;

  /** Where clients come in is given, for what systems say of clients differs. */
  FaultProxy(ServerSocket listening, PGSimpleDataSource target) {
    this.listening = listening;
    this.target = target;
    start("proxy-accept", this::accept);
  }

  /**
   * Opens a way to a server, which need not run at the moment.
   *
   * @param target how connections to the server are made, at one port of this machine
   * @return the way, without faults
   * @throws IOException if no port can be had
   */
  public static FaultProxy to(PGSimpleDataSource target) throws IOException {
    return new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
  }

  /**
   * Where connections by way of the proxy come from.
   *
   * @return the driver's plain source
   */
  public PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setLoginTimeout(3);
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port()});
    source.setDatabaseName(target.getDatabaseName());
    source.setUser(target.getUser());
    return source;
  }

  /**
   * The port it listens at.
   *
   * @return the port
   */
  public int port() {
    return listening.getLocalPort();
  }

  /**
   * The next statement with these words never reaches the server: its connection is cut.
   *
   * @param words words of the statement
   */
  public void cutWhenAsked(String words) {
    cutWhenAsked = words;
  }

  /**
   * The next statement with these words reaches the server, and its answer nobody.
   *
   * @param words words of the statement
   */
  public void cutWhenAnswered(String words) {
    cutWhenAnswered = words;
  }

  /** Clients lose all connections; the server does not notice, and goes on. */
  public void cutAllButTheServersSide() {
    for (Link link : links) {
      close(link.client);
      cuts.incrementAndGet();
    }
  }

  /** Clients and server lose all connections. */
  public void cutAll() {
    links.forEach(Link::cut);
  }

  /** Nobody gets through until {@link #mend}. */
  public void breakOff() {
    refusing = true;
    cutAll();
  }

  /** Both sides think that they are connected, and hear nothing of each other any more. */
  public void swallow() {
    swallowing = true;
  }

  /**
   * Whatever passes does so later.
   *
   * @param millis how much later, each way
   */
  public void delay(int millis) {
    delayMillis = millis;
  }

  /**
   * All is well again, for new connections. What was swallowed never comes: its connections are
   * cut.
   */
  public void mend() {
    refusing = false;
    delayMillis = 0;
    if (swallowing) {
      swallowing = false;
      cutAll();
    }
  }

  /**
   * How often it has cut a connection.
   *
   * @return the number
   */
  public int cuts() {
    return cuts.get();
  }

  /** Lets clients in, each by a thread of its own, so that none keeps out the others. */
  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        start("proxy-connect", () -> connect(client));
      }
    } catch (IOException e) {
      if (!listening.isClosed()) {
        // Clients are to be refused, instead of waiting for nobody.
        close();
        throw new UncheckedIOException("No client is let in any more", e);
      }
    }
  }

  private void connect(Socket client) {
    Link link = new Link(client, new Socket());
    links.add(link);
    if (refusing || listening.isClosed()) {
      link.close();
      return;
    }
    try {
      link.open();
    } catch (IOException e) {
      // The server does not run, and so the client is told; or the client has gone already.
      link.close();
      return;
    }
    start("proxy-up", () -> link.pump(client, link.server, true));
    start("proxy-down", () -> link.pump(link.server, client, false));
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Cuts all connections, and takes no more. */
  @Override
  public void close() {
    close(listening);
    links.forEach(Link::close);
  }

  private static void close(Closeable it) {
    try {
      it.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

    void open() throws IOException {
      server.connect(new InetSocketAddress("127.0.0.1", target.getPortNumbers()[0]));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void cut() {
      cuts.incrementAndGet();
      close();
    }

    void close() {
      links.remove(this);
      FaultProxy.close(client);
      FaultProxy.close(server);
    }

    void pump(Socket from, Socket to, boolean up) {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (delayMillis > 0) {
            Thread.sleep(delayMillis);
          }
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
        // One side has gone; the other one follows.
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        links.remove(this);
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
