package dev.skald.benchmarks;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.SagaPropagation;
import org.apache.camel.saga.InMemorySagaService;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Apache Camel's Saga EIP with its service in memory. It keeps nothing, and its undos run after the
 * caller has been told: the measurement waits for the last one.
 */
final class CamelPeer implements Peer {

  @Override
  public Subject open(Services services) throws Exception {
    return new Running(services);
  }

  private static Order order(Message message) {
    return message.getBody(Order.class);
  }

  private static final class Running implements Subject {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, CompletableFuture<Boolean>> undone = new ConcurrentHashMap<>();
    private final ProducerTemplate producer;
    private final Endpoint entrance;

    Running(Services services) throws Exception {
      camel.addService(new InMemorySagaService());
      camel.addRoutes(new Routes(services, undone));
      camel.start();
      producer = camel.createProducerTemplate();
      entrance = camel.getEndpoint("direct:order");
    }

    @Override
    public boolean run(NewOrder order) throws Exception {
      CompletableFuture<Boolean> last = new CompletableFuture<>();
      if (order.failShip()) {
        undone.put(order.id(), last);
      }
      Exchange exchange = entrance.createExchange();
      exchange.getMessage().setBody(order);
      producer.send(entrance, exchange);
      Exception failure = exchange.getException();
      if (failure == null) {
        return order(exchange.getMessage()).status().equals("SHIPPED");
      }
      if (failure instanceof ShipRejected && order.failShip()) {
        last.get(30, TimeUnit.SECONDS);
        undone.remove(order.id());
        return false;
      }
      throw failure;
    }

    @Override
    public Optional<Journaled> journaled() {
      return Optional.empty();
    }

    @Override
    public void close() {
      camel.stop();
    }
  }

  private static final class Routes extends RouteBuilder {

    private final Services services;
    private final Map<String, CompletableFuture<Boolean>> undone;

    Routes(Services services, Map<String, CompletableFuture<Boolean>> undone) {
      this.services = services;
      this.undone = undone;
    }

    @Override
    public void configure() {
      onException(ShipRejected.class).handled(false).logStackTrace(false).logExhausted(false);
      from("direct:order")
          .saga()
          .propagation(SagaPropagation.REQUIRES_NEW)
          .to("direct:create")
          .to("direct:reserve")
          .to("direct:charge")
          .to("direct:ship");
      from("direct:create")
          .saga()
          .propagation(SagaPropagation.MANDATORY)
          .compensation("direct:cancel")
          .option("order", created())
          .process(it -> it.getMessage().setBody(services.create(newOrder(it.getMessage()))));
      from("direct:reserve")
          .saga()
          .propagation(SagaPropagation.MANDATORY)
          .compensation("direct:release")
          .option("order", as("RESERVED"))
          .process(it -> it.getMessage().setBody(services.reserve(order(it.getMessage()))));
      from("direct:charge")
          .saga()
          .propagation(SagaPropagation.MANDATORY)
          .compensation("direct:refund")
          .option("order", as("CHARGED"))
          .process(it -> it.getMessage().setBody(services.charge(order(it.getMessage()))));
      from("direct:ship")
          .saga()
          .propagation(SagaPropagation.MANDATORY)
          .process(it -> it.getMessage().setBody(services.ship(order(it.getMessage()))));
      from("direct:refund").process(it -> services.refund(kept(it)));
      from("direct:release").process(it -> services.release(kept(it)));
      from("direct:cancel").process(it -> cancel(kept(it)));
    }

    private void cancel(Order order) {
      services.cancel(order);
      CompletableFuture<Boolean> waiting = undone.get(order.id());
      if (waiting != null) {
        waiting.complete(true);
      }
    }

    private static NewOrder newOrder(Message message) {
      return message.getBody(NewOrder.class);
    }

    private static Order kept(Exchange exchange) {
      return exchange.getMessage().getHeader("order", Order.class);
    }

    /** What an undo is to get is worked out before its step runs, so as the step will return it. */
    private static Expression as(String status) {
      return new ExpressionAdapter() {
        @Override
        public Object evaluate(Exchange exchange) {
          return order(exchange.getMessage()).with(status);
        }
      };
    }

    private static Expression created() {
      return new ExpressionAdapter() {
        @Override
        public Object evaluate(Exchange exchange) {
          return Order.of(newOrder(exchange.getMessage())).with("CREATED");
        }
      };
    }
  }
}
