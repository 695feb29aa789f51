package dev.skald.localpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class FaultProxyTest {

  private static final int PATIENCE_MILLIS = 60_000;

  /** Answers each byte with the same byte. */
  private final ServerSocket server = listening();

  FaultProxyTest() {
    start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aClientThatGoesWhileItsConnectionIsMadeKeepsNobodyOut() throws Exception {
    CountDownLatch gone = new CountDownLatch(0);
    try (FaultProxy proxy = new FaultProxy(new Door(gone), target(server.getLocalPort()))) {
      to(proxy).close();

      assertAnswers(proxy);
    }
  }

  @Test
  void aConnectionThatTakesLongToBeMadeKeepsNobodyOut() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (FaultProxy proxy = new FaultProxy(new Door(gone), target(server.getLocalPort()));
        Socket waits = to(proxy)) {
      assertAnswers(proxy);

      gone.countDown();
      assertThat(waits.getInputStream().read()).as("it is told").isNegative();
    }
  }

  @Test
  void whoeverComesWhileNobodyGetsThroughIsTold() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(target(server.getLocalPort()))) {
      proxy.breakOff();
      assertIsTurnedAway(proxy);

      proxy.mend();
      assertAnswers(proxy);

      server.close();
      assertIsTurnedAway(proxy);
    }
  }

  @Test
  void aDoorThatFailsIsShut() throws Exception {
    ServerSocket door =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
          @Override
          public Socket accept() throws IOException {
            throw new SocketException("too many open files");
          }
        };
    CountDownLatch shut = new CountDownLatch(1);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> shut.countDown());
    try (FaultProxy proxy = new FaultProxy(door, target(server.getLocalPort()))) {
      assertThat(shut.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> to(proxy));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private static void assertAnswers(FaultProxy proxy) throws IOException {
    try (Socket client = to(proxy)) {
      client.getOutputStream().write(7);
      assertThat(client.getInputStream().read()).isEqualTo(7);
    }
  }

  private static void assertIsTurnedAway(FaultProxy proxy) throws IOException {
    try (Socket client = to(proxy)) {
      assertThat(client.getInputStream().read()).isNegative();
    } catch (SocketException e) {
      // It was told with more emphasis.
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private static Socket to(FaultProxy proxy) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(PATIENCE_MILLIS);
    return client;
  }

  private static PGSimpleDataSource target(int port) {
    PGSimpleDataSource target = new PGSimpleDataSource();
    target.setPortNumbers(new int[] {port});
    return target;
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        start(() -> echo(client));
      }
    } catch (IOException e) {
      // The test is over.
      assertThat(server.isClosed()).isTrue();
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whoever comes first turns out to be gone, on a system that says so at the next chance. */
  private static final class Door extends ServerSocket {

    private final CountDownLatch gone;
    private boolean used;

    Door(CountDownLatch gone) throws IOException {
      super(0, 50, InetAddress.getLoopbackAddress());
      this.gone = gone;
    }

    @Override
    public Socket accept() throws IOException {
      Socket client = used ? new Socket() : new Broken(gone);
      used = true;
      implAccept(client);
      return client;
    }
  }

  private static final class Broken extends Socket {

    private final CountDownLatch gone;

    Broken(CountDownLatch gone) {
      this.gone = gone;
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
      try {
        gone.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new SocketException("Invalid argument");
    }
  }
}
