package dev.skald.samples.order.clients;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.skald.samples.order.shop.Carrier;
import dev.skald.samples.order.shop.Orders;
import dev.skald.samples.order.shop.Payments;
import dev.skald.samples.order.shop.Stock;
import dev.skald.samples.order.wire.ServiceAddresses;
import java.net.http.HttpClient;
import java.time.Duration;

/** Binds what the saga takes in its constructor. */
public final class ShopModule extends AbstractModule {

  private final ServiceAddresses addresses;

  /**
   * Binds clients of the services.
   *
   * @param addresses where the services are
   */
  public ShopModule(ServiceAddresses addresses) {
    this.addresses = addresses;
  }

  /** One for the process: it owns a thread and the connections. */
  @Provides
  @Singleton
  HttpClient http() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(1))
        .build();
  }

  @Provides
  @Singleton
  Orders orders(HttpClient http) {
    return new HttpOrders(new ServiceCaller(http, addresses.orders()));
  }

  @Provides
  @Singleton
  Stock stock(HttpClient http) {
    return new HttpStock(new ServiceCaller(http, addresses.stock()));
  }

  @Provides
  @Singleton
  Payments payments(HttpClient http) {
    return new HttpPayments(new ServiceCaller(http, addresses.payments()));
  }

  @Provides
  @Singleton
  Carrier carrier(HttpClient http) {
    return new HttpCarrier(new ServiceCaller(http, addresses.carrier()));
  }
}
