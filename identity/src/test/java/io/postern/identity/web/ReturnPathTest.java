package io.postern.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/approvals/42", "/approvals?state=open&q=a%20b", "/a//b", "/@evil.example", "/:x"})
    void localPathIsKept(String path) {
        assertThat(ReturnPath.local(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "approvals",
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "\t//evil.example",
                " //evil.example",
                "/a\r\nSet-Cookie: x=y",
                "/\u2044evil.example",
                "javascript:alert(1)",
                "/sign-in",
                "/sign-in/callback?code=x"
            })
    void anythingElseIsHome(String path) {
        assertThat(ReturnPath.local(path)).isEqualTo("/");
    }

    @Test
    void absentOrOverlongPathIsHome() {
        assertThat(ReturnPath.local(null)).isEqualTo("/");
        assertThat(ReturnPath.local("/" + "a".repeat(ReturnPath.MAX_CHARS))).isEqualTo("/");
    }
}
