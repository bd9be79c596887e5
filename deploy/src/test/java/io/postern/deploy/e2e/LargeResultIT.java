package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgwire.BackendType;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/**
 * Far more bytes than a proxy has memory, which is 256 MB of heap: a result for a client that reads in bursts, and a COPY
 * into a table of a client that writes without a pause. {@code -Dpostern.result.bytes=5000000000} for more of them.
 */
class LargeResultIT {

    private static final OwnedDatabase BULK = new OwnedDatabase("bulk", "bulk_owner");

    @RegisterExtension
    static final Gate GATE =
            Gate.unrestricted(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), BULK);

    private static final long BYTES = Long.getLong("postern.result.bytes", 512L * 1024 * 1024);
    private static final int VALUE = 10_000;

    /** Of DataRow with one value: type, length, number of columns, length of the value. */
    private static final int ROW_OVERHEAD = 1 + 4 + 2 + 4;

    private static final int BURSTS = 20;

    @Test
    void aResultLargerThanTheMemoryPassesThrough() throws Exception {
        long rows = BYTES / (VALUE + ROW_OVERHEAD) + 1;
        try (ProxyProcess proxy = ProxyProcess.start(
                        GATE, ProxyProcess.Settings.of(GATE, "").withDatabase(BULK));
                RawClient client = new RawClient(proxy.port())) {
            client.logIn(GATE, BULK);
            MemorySamples memory = new MemorySamples(proxy, "large result");
            client.send(RawAnswers.query("SELECT repeat('x', " + VALUE + ") FROM generate_series(1, " + rows + ")"));
            long began = System.nanoTime();
            long read = 0;
            long bytes = 0;
            assertThat(client.skip().type()).isEqualTo('T');
            for (int burst = 1; burst <= BURSTS; burst++) {
                for (; read < rows * burst / BURSTS; read++) {
                    RawClient.Skipped row = client.skip();
                    assertThat(row.type()).isEqualTo('D');
                    bytes += row.bytes();
                }
                memory.take();
            }
            assertThat(client.skip().type()).isEqualTo('C');
            assertThat(client.skip().type()).isEqualTo('Z');
            memory.print(bytes, Duration.ofNanos(System.nanoTime() - began));

            assertThat(bytes).isEqualTo(rows * (VALUE + ROW_OVERHEAD));
            assertThat(RawAnswers.text(client, "SELECT 'done'")).isEqualTo("done");
            memory.assertFlat();
        }
    }

    /** A trigger keeps the rows off the disk. */
    @Test
    void aCopyLargerThanTheMemoryPassesThrough() throws Exception {
        byte[] line = new byte[VALUE];
        Arrays.fill(line, (byte) 'y');
        line[VALUE - 1] = '\n';
        long rows = BYTES / VALUE + 1;
        try (ProxyProcess proxy = ProxyProcess.start(
                        GATE, ProxyProcess.Settings.of(GATE, "").withDatabase(BULK));
                RawClient client = new RawClient(proxy.port())) {
            client.logIn(GATE, BULK);
            RawAnswers.count(client, """
                    CREATE TABLE taken (value text);
                    CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE TRIGGER nowhere BEFORE INSERT ON taken FOR EACH ROW EXECUTE FUNCTION nothing()""");
            MemorySamples memory = new MemorySamples(proxy, "large copy");
            client.send(RawAnswers.query("COPY taken FROM STDIN"));
            client.readUntil(BackendType.COPY_IN_RESPONSE);
            byte[] message = RawClient.bytes(new CopyData(Bytes.of(line))::encode);
            long began = System.nanoTime();
            long sent = 0;
            for (int burst = 1; burst <= BURSTS; burst++) {
                for (; sent < rows * burst / BURSTS; sent++) {
                    client.sendBytes(message);
                }
                memory.take();
            }
            client.send(new CopyDone());
            assertThat(client.readUntil(BackendType.READY_FOR_QUERY)).contains(new CommandComplete("COPY 0"));
            memory.print(rows * message.length, Duration.ofNanos(System.nanoTime() - began));

            assertThat(RawAnswers.text(client, "SELECT 'done'")).isEqualTo("done");
            memory.assertFlat();
        }
    }
}
