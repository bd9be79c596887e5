package io.postern.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void namesFollowThePattern() {
        assertThat(Topics.ALL)
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("postern\\.[a-z]+\\.(events|commands|requests|state)\\.v[0-9]+"));
    }

    @Test
    void onlyStateIsCompacted() {
        assertThat(Topics.ALL)
                .allMatch(topic -> (topic.retention() == Topic.Retention.COMPACTED)
                        == topic.name().contains(".state."));
    }
}
