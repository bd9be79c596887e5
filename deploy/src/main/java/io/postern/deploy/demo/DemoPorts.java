package io.postern.deploy.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports of a demo, all on 127.0.0.1. */
public record DemoPorts(int wire, int approvals, int audit, int admin, int issuer, int kafka, int postgres) {

    public static final int WIRE = 6432;
    public static final int APPROVALS = 8480;
    public static final int AUDIT = 8481;
    public static final int ADMIN = 8483;
    public static final int ISSUER = 8484;
    public static final int KAFKA = 9192;
    public static final int POSTGRES = 5532;

    /**
     * A port that cannot be had.
     *
     * @param option of the command that chooses another
     */
    public record Taken(int port, String use, String option) {}

    private record Use(String name, String option, int port) {}

    private List<Use> uses() {
        return List.of(
                new Use("database clients", "--port", wire),
                new Use("approval page", "--approvals-port", approvals),
                new Use("audit page", "--audit-port", audit),
                new Use("health, metrics", "--admin-port", admin),
                new Use("identity issuer", "--issuer-port", issuer),
                new Use("Kafka", "--kafka-port", kafka),
                new Use("PostgreSQL", "--postgres-port", postgres));
    }

    /** What other programs hold, in the order of the options. */
    public List<Taken> taken() {
        List<Taken> taken = new ArrayList<>();
        for (Use use : uses()) {
            if (!isFree(use.port())) {
                taken.add(new Taken(use.port(), use.name(), use.option()));
            }
        }
        return taken;
    }

    /** The option that chooses the port. */
    Optional<String> option(int port) {
        return uses().stream()
                .filter(use -> use.port() == port)
                .map(Use::option)
                .findFirst();
    }

    /** Options that were given the same port, as in "--port and --kafka-port are both 6432". */
    public List<String> clashes() {
        Map<Integer, Use> first = new LinkedHashMap<>();
        List<String> clashes = new ArrayList<>();
        for (Use use : uses()) {
            Use other = first.putIfAbsent(use.port(), use);
            if (other != null) {
                clashes.add(other.option() + " and " + use.option() + " are both " + use.port());
            }
        }
        return clashes;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: a port in TIME_WAIT counts as free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
