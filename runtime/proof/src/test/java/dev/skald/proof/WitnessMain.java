package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.proof.Books.Act;
import dev.skald.proof.Script.Trouble;
import dev.skald.proof.SeenCall.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All services in one process that outlives every worker: the only one who can see an effect take
 * place twice. What it saw is on the disk before it answers.
 */
final class WitnessMain {

  private final Books books = new Books();
  private final Map<String, Integer> seen = new HashMap<>();
  private final WitnessLog log;
  private final Script script;
  private final PrintStream out;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);

  /** Answers that are kept back; {@code null} when none is any more. */
  private List<Runnable> held = new ArrayList<>();

  private volatile boolean calm;

  private WitnessMain(Path log, long seed, PrintStream out) throws IOException {
    this.log = new WitnessLog(log);
    this.script = new Script(seed);
    this.out = out;
  }

  /**
   * Serves until the standard input ends. A line {@code release} lets go the answers that were kept
   * back, {@code calm} does that and ends all trouble but declining.
   *
   * @param args the log file and the seed
   * @throws IOException if there is no log or no port
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    WitnessMain witness = new WitnessMain(Path.of(args[0]), Long.parseLong(args[1]), out);
    try (ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      out.println("port " + server.getLocalPort());
      witness.threads.execute(() -> witness.serve(server));
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        witness.calm |= line.equals("calm");
        witness.release();
        out.println(line);
      }
    }
    System.exit(0);
  }

  private void release() {
    List<Runnable> answers;
    synchronized (log) {
      answers = held == null ? List.of() : held;
      held = null;
    }
    answers.forEach(threads::execute);
  }

  /** Whether an answer is kept back. */
  private boolean holds(Runnable answer) {
    synchronized (log) {
      return held != null && held.add(answer);
    }
  }

  private void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> new Visit(socket).listen());
      } catch (IOException e) {
        return;
      }
    }
  }

  /** One connection: one call. */
  private final class Visit {

    private final Socket socket;
    private Request request;
    private int call;
    private Trouble trouble;

    Visit(Socket socket) {
      this.socket = socket;
    }

    void listen() {
      try {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        String line = in.readLine();
        if (line == null) {
          socket.close(); // the worker died between connecting and sending
          return;
        }
        request = Request.parse(line);
        arrive();
        if (trouble == Trouble.HANG_BEFORE) {
          later(this::act);
        } else {
          act();
        }
      } catch (IOException e) {
        fail(e);
      }
    }

    private void arrive() throws IOException {
      out.println("came");
      synchronized (log) {
        call = log.arrived(request);
        int n = seen.merge(request.key(), 1, Integer::sum) - 1;
        trouble =
            calm
                ? Trouble.NONE
                : script.trouble(request.saga(), request.run(), request.step(), request.undo(), n);
      }
    }

    private void later(Runnable task) {
      long hang = script.hangMillis(request.saga(), request.run(), request.step());
      clock.schedule(() -> threads.execute(task), hang, TimeUnit.MILLISECONDS);
    }

    private void act() {
      try {
        if (trouble == Trouble.DROP_BEFORE) {
          end(End.DROPPED, "");
        } else if (trouble == Trouble.LATER) {
          end(End.LATER, "later " + Script.laterMillis(request.run()));
        } else {
          Act act = book();
          if (trouble == Trouble.HANG_AFTER) {
            later(() -> answer(act));
          } else if (trouble != Trouble.HELD || !holds(() -> answer(act))) {
            answer(act);
          }
        }
      } catch (IOException e) {
        fail(e);
      }
    }

    private Act book() throws IOException {
      boolean declined = script.declined(request.saga(), request.run()).equals(request.step());
      synchronized (log) {
        Act act = books.call(request, declined);
        log.acted(call, act, books.number(request.stepKey()));
        return act;
      }
    }

    private long number() {
      synchronized (log) {
        return books.number(request.stepKey());
      }
    }

    private void answer(Act act) {
      try {
        if (trouble == Trouble.DROP_AFTER) {
          end(End.DROPPED, "");
        } else if (act == Act.DECLINED) {
          end(End.DECLINED, "declined");
        } else if (act == Act.REFUSED) {
          end(End.REFUSED, "refused: it was undone");
        } else {
          end(End.OK, "ok " + number());
        }
      } catch (IOException e) {
        fail(e);
      }
    }

    private void end(End how, String line) throws IOException {
      synchronized (log) {
        log.ended(call, how);
      }
      log.force();
      out.println("call");
      try (socket) {
        if (how != End.DROPPED) {
          socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
        }
      } catch (IOException e) {
        // Whoever asked has been killed, or has not waited: that is what is tested.
        return;
      }
    }

    private void fail(IOException e) {
      e.printStackTrace();
    }
  }
}
