package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

import io.postern.identity.Identity;
import io.postern.proxy.config.Limits;

class SessionPlacesTest {

    private static final Identity ANN = identity("ann");

    private final SessionPlaces places = new SessionPlaces(new Limits.Connections(1, 5, 2, 3));

    @Test
    void onePersonGetsOnlySoMany() {
        places.take(ANN, "1");
        places.take(new Identity(ANN.issuer(), ANN.subject(), Set.of("other groups")), "2");

        assertThat(places.take(ANN, "3"))
                .hasValueSatisfying(why -> assertThat(why).contains("\"ann\"").contains("2"));
        assertThat(places.take(new Identity("https://other.test", "ann", Set.of()), "3"))
                .isEmpty();
    }

    @Test
    void oneAddressGetsOnlySoMany() {
        places.take(identity("a"), "1");
        places.take(identity("b"), "1");
        places.take(identity("c"), "1");

        assertThat(places.take(identity("d"), "1"))
                .hasValueSatisfying(why -> assertThat(why).contains("address"));
        assertThat(places.take(identity("d"), "2")).isEmpty();
    }

    @Test
    void allTogetherGetOnlySoMany() {
        for (int i = 0; i < 5; i++) {
            assertThat(places.take(identity("user " + i), "address " + i)).isEmpty();
        }

        assertThat(places.take(identity("late"), "late"))
                .hasValueSatisfying(why -> assertThat(why).contains("too many clients"));
    }

    @Test
    void aReleasedPlaceIsFreeAgainAndARefusalTakesNone() {
        places.take(ANN, "1");
        places.take(ANN, "1");
        assertThat(places.take(ANN, "1")).isPresent();
        assertThat(places.taken()).isEqualTo(2);

        places.release(ANN, "1");

        assertThat(places.take(ANN, "1")).isEmpty();
        places.release(ANN, "1");
        places.release(ANN, "1");
        assertThat(places.taken()).isZero();
    }

    private static Identity identity(String subject) {
        return new Identity("https://issuer.test", subject, Set.of());
    }
}
