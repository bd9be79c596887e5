package io.postern.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import io.postern.deploy.demo.DemoPorts.Taken;

class DemoPortsIT {

    @Test
    void everyBusyPortIsFoundBeforeAnythingStarts() throws IOException {
        int free;
        try (ServerSocket socket = busy()) {
            free = socket.getLocalPort();
        }
        try (ServerSocket first = busy();
                ServerSocket second = busy()) {
            DemoPorts ports = new DemoPorts(first.getLocalPort(), free, free, free, free, free, second.getLocalPort());

            assertThat(ports.taken())
                    .containsExactly(
                            new Taken(first.getLocalPort(), "database clients", "--port"),
                            new Taken(second.getLocalPort(), "PostgreSQL", "--postgres-port"));
        }
    }

    private static ServerSocket busy() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
}
