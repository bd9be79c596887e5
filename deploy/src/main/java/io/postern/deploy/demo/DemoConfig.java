package io.postern.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;

/** Writes the configuration that a demo runs with, for the commands and for single services beside it. */
final class DemoConfig {

    private DemoConfig() {}

    static void write(DemoDirectory directory, DemoPorts ports) throws IOException {
        Files.writeString(directory.config(), text(ports));
    }

    private static String text(DemoPorts ports) {
        return """
                # What the demo runs; written anew at each start. Every key is described in
                # deploy/src/main/resources/io/postern/deploy/config/postern.yaml.
                name: demo

                kafka:
                  bootstrap.servers: 127.0.0.1:%d

                identity:
                  issuer: http://127.0.0.1:%d
                  development: true

                proxy:
                  host: 127.0.0.1
                  port: %d
                  tls:
                    certificate: tls/server.crt
                    key: tls/server.key
                  admin:
                    port: %d
                  trust:
                    policyKeys: secrets/policy.public.jwks
                    approvalKeys: secrets/approval.public.jwks
                  databases:
                    shop:
                      host: 127.0.0.1
                      port: %d
                      tls: disable
                      roles:
                        shop_agent: file:secrets/shop_agent
                        shop_analyst: file:secrets/shop_analyst
                      catalogReader:
                        role: postern_catalog
                        password: file:secrets/postern_catalog

                policy:
                  file: policy.yaml
                  signingKey: file:secrets/policy.jwk

                approval:
                  signingKey: file:secrets/approval.jwk
                  host: 127.0.0.1
                  port: %d
                  publicUrl: http://127.0.0.1:%d

                audit:
                  host: 127.0.0.1
                  port: %d
                  publicUrl: http://127.0.0.1:%d
                  store:
                    url: jdbc:postgresql://127.0.0.1:%d/postern_audit
                    user: postern_audit
                    password: file:secrets/postern_audit
                """.formatted(
                        ports.kafka(),
                        ports.issuer(),
                        ports.wire(),
                        ports.admin(),
                        ports.postgres(),
                        ports.approvals(),
                        ports.approvals(),
                        ports.audit(),
                        ports.audit(),
                        ports.postgres());
    }
}
