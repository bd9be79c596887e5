package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private final WaitingRoom<String> room = new WaitingRoom<>(4);

    @Test
    void thereIsRoomForAsManyAsItHolds() {
        assertThat(List.of(room.enter("a", "1"), room.enter("b", "1"), room.enter("c", "1"), room.enter("d", "1")))
                .containsOnly(Optional.empty());
        assertThat(room.size()).isEqualTo(4);
    }

    @Test
    void theOldestOfTheSourceWithMostMakesRoom() {
        room.enter("victim", "victim");
        room.enter("first", "flooder");
        room.enter("second", "flooder");
        room.enter("third", "flooder");

        assertThat(room.enter("newcomer", "newcomer")).contains("first");
        assertThat(room.enter("fourth", "flooder")).contains("second");
        assertThat(room.size()).isEqualTo(4);
    }

    @Test
    void aFlooderNeverPushesAnybodyElseOut() {
        room.enter("victim", "victim");
        List<Optional<String>> left = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            left.add(room.enter("flood " + i, "flooder"));
        }

        assertThat(left).doesNotContain(Optional.of("victim"));
        assertThat(room.enter("newcomer", "newcomer"))
                .hasValueSatisfying(who -> assertThat(who).startsWith("flood"));
    }

    @Test
    void amongEqualsTheOldestMakesRoom() {
        room.enter("a", "1");
        room.enter("b", "2");
        room.enter("c", "3");
        room.enter("d", "4");
        room.leave("a");
        room.enter("e", "5");

        assertThat(room.enter("f", "6")).contains("b");
    }

    @Test
    void whoLeftTakesNoRoom() {
        for (String who : List.of("a", "b", "c", "d")) {
            room.enter(who, who);
            room.leave(who);
            room.leave(who);
        }

        assertThat(room.size()).isZero();
        assertThat(room.enter("e", "a")).isEmpty();
    }
}
