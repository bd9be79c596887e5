package io.postern.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process of its own that starts a broker, prints its port and then holds it until it is killed. */
final class KafkaHolder {

    private KafkaHolder() {}

    public static void main(String[] args) throws Exception {
        System.out.println(EmbeddedKafka.start(Path.of(args[0]), 0).port());
        new CountDownLatch(1).await();
    }
}
