package dev.skald.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.seata.saga.engine.impl.DefaultStateMachineConfig;
import org.apache.seata.saga.engine.impl.ProcessCtrlStateMachineEngine;
import org.apache.seata.saga.statelang.domain.ExecutionStatus;
import org.apache.seata.saga.statelang.domain.StateMachineInstance;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Apache Seata's saga engine without a log of states and without its coordinator: it keeps nothing.
 */
final class SeataPeer implements Peer {

  @Override
  public Subject open(Services services) throws Exception {
    return new Running(services);
  }

  /** The services, where the engine finds its methods by their names. */
  public static final class Bean {

    private final Services services;

    Bean(Services services) {
      this.services = services;
    }

    /** A step. */
    public Object create(Object order) {
      return services.create((NewOrder) order);
    }

    /** A step. */
    public Object reserve(Object order) {
      return services.reserve((Order) order);
    }

    /** A step. */
    public Object charge(Object order) {
      return services.charge((Order) order);
    }

    /** A step. */
    public Object ship(Object order) throws ShipRejected {
      return services.ship((Order) order);
    }

    /** An undo. */
    public Object refund(Object order) {
      services.refund((Order) order);
      return order;
    }

    /** An undo. */
    public Object release(Object order) {
      services.release((Order) order);
      return order;
    }

    /** An undo. */
    public Object cancel(Object order) {
      services.cancel((Order) order);
      return order;
    }
  }

  private static final class Running implements Subject {

    private final GenericApplicationContext spring = new GenericApplicationContext();
    private final ProcessCtrlStateMachineEngine engine = new ProcessCtrlStateMachineEngine();

    Running(Services services) throws Exception {
      spring.registerBean("services", Bean.class, () -> new Bean(services));
      spring.refresh();
      DefaultStateMachineConfig config = new DefaultStateMachineConfig();
      config.setSagaJsonParser("jackson");
      config.setResources(new String[] {"classpath:seata-order.json"});
      config.setApplicationContext(spring);
      config.setEnableAsync(false);
      config.afterPropertiesSet();
      engine.setStateMachineConfig(config);
    }

    @Override
    public boolean run(NewOrder order) {
      Map<String, Object> input = new HashMap<>();
      input.put("input", order);
      StateMachineInstance run = engine.start("order", null, input);
      if (run.getStatus() == ExecutionStatus.SU && run.getCompensationStatus() == null) {
        return true;
      }
      if (run.getCompensationStatus() == ExecutionStatus.SU) {
        return false;
      }
      throw new IllegalStateException(
          "It ended as " + run.getStatus() + ", " + run.getCompensationStatus(),
          run.getException());
    }

    @Override
    public Optional<Journaled> journaled() {
      return Optional.empty();
    }

    @Override
    public void close() {
      spring.close();
    }
  }
}
