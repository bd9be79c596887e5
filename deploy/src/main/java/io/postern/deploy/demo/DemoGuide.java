package io.postern.deploy.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import io.postern.deploy.terminal.Terminal;

/** What to type next. */
final class DemoGuide {

    private DemoGuide() {}

    static void print(Terminal terminal, DemoPorts ports, Path policy, Duration took) {
        String postern = terminal.command();
        terminal.out()
                .print(String.format(
                        Locale.ROOT,
                        """

                        ready in %.1f s

                        In another terminal, as an agent:

                          export PGPASSWORD=$(%2$s token --subject mcp-support --groups agents)
                          psql "host=127.0.0.1 port=%3$d dbname=shop user=mcp-support"

                        or as an analyst:

                          export PGPASSWORD=$(%2$s token --subject ana --groups analysts)
                          psql "host=127.0.0.1 port=%3$d dbname=shop user=ana"

                        and there, for example:

                          SELECT id, name, email FROM customers LIMIT 3;
                          DROP TABLE customers;
                          BEGIN; UPDATE orders SET status='cancelled' WHERE id=5;

                        The update waits for you. Approve it on the page, or with %2$s approvals list|approve ID

                          Approvals   http://127.0.0.1:%4$d   sign in as Approver
                          Audit       http://127.0.0.1:%5$d   sign in as Auditor
                          Metrics     http://127.0.0.1:%7$d/metrics

                        The last session as it happened:   %2$s replay latest
                        The audit log as it grows:         %2$s tail
                        The policy (edit, start again):    %6$s

                        Ctrl-C stops everything.
                        """,
                        took.toMillis() / 1000.0,
                        postern,
                        ports.wire(),
                        ports.approvals(),
                        ports.audit(),
                        policy,
                        ports.admin()));
        terminal.out().flush();
    }
}
