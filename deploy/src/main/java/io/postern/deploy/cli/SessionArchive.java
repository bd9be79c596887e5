package io.postern.deploy.cli;

import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;

/** The audit service, as its commands ask it. */
final class SessionArchive {

    private static final String DEMO_AUDITOR = "demo-auditor";
    private static final String PATH = "/api/sessions";
    private static final String LATEST = "latest";

    private final ServiceApi api;

    private SessionArchive(ServiceApi api) {
        this.api = api;
    }

    static SessionArchive open(ServiceAccess access, Terminal terminal) {
        return new SessionArchive(access.open(
                terminal,
                config -> config.services()
                        .audit()
                        .orElseThrow(() -> new CommandFailed("the configuration has no audit section; give --url"))
                        .http()
                        .publicUrl(),
                DEMO_AUDITOR,
                Set.of("auditors")));
    }

    /** The newest first. */
    JsonNode sessions(Optional<String> subject, Optional<String> database, int limit) {
        StringBuilder query = new StringBuilder("?limit=").append(limit);
        subject.ifPresent(name -> query.append("&subject=").append(ServiceApi.segment(name)));
        database.ifPresent(name -> query.append("&database=").append(ServiceApi.segment(name)));
        return api.get(PATH + query);
    }

    /** @param after the statement to continue after */
    JsonNode story(String id, @Nullable String after) {
        return api.get(path(id) + (after == null ? "" : "?after=" + ServiceApi.segment(after)));
    }

    String text(String id) {
        return api.text(path(id));
    }

    /** The whole id of a session that was given whole, by its beginning among the last ones, or as "latest". */
    String whole(String id) {
        if (id.equals(LATEST) || id.length() >= Words.WHOLE_ID) {
            return id;
        }
        Prefix prefix = new Prefix(id);
        sessions(Optional.empty(), Optional.empty(), 200)
                .path("sessions")
                .forEach(session -> prefix.offer(session.path("sessionId").asText()));
        return prefix.only("session");
    }

    private static String path(String id) {
        return PATH + "/" + ServiceApi.segment(id);
    }
}
