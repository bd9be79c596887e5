package io.postern.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'hunter2', hunter2",
        "'hunter2\n', hunter2",
        "'hunter2\r\n', hunter2",
        "'two\nlines\n\n', 'two\nlines\n'",
        "' spaced ', ' spaced '"
    })
    void fileIsReadWithoutItsLastNewline(String content, String secret) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content);

        assertThat(new Secret("file:" + file).resolve()).isEqualTo(secret);
    }

    @Test
    void fileIsReadAnewEachTime() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "old");
        Secret secret = new Secret("file:" + file);
        assertThat(secret.resolve()).isEqualTo("old");

        Files.writeString(file, "new");

        assertThat(secret.resolve()).isEqualTo("new");
    }

    @Test
    void environmentVariableIsRead() {
        assertThat(new Secret("env:DB_PASSWORD").resolve(Map.of("DB_PASSWORD", "hunter2")::get))
                .isEqualTo("hunter2");
    }

    @Test
    void missingOrEmptySecretIsNamedByItsReference() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> new Secret("env:NO_SUCH").resolve(Map.<String, String>of()::get))
                .withMessage("env:NO_SUCH: is not set");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secret("file:" + empty).resolve())
                .withMessage("file:" + empty + ": is empty");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secret("file:/no/such/file").resolve())
                .withMessage("file:/no/such/file: cannot be read (NoSuchFileException)");
    }

    @Test
    void tooLongOrBinaryFileIsRefused() throws IOException {
        Path longest = Files.writeString(directory.resolve("longest"), "x".repeat(Secret.MAX_BYTES));
        Path tooLong = Files.writeString(directory.resolve("tooLong"), "x".repeat(Secret.MAX_BYTES + 1));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(new Secret("file:" + longest).resolve()).hasSize(Secret.MAX_BYTES);
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secret("file:" + tooLong).resolve())
                .withMessageContaining("is longer than");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secret("file:" + binary).resolve())
                .withMessageContaining("is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "",
                "file:",
                "file:relative/hunter2",
                "file:/hunter2\0",
                "env:",
                "env:hunter 2",
                "FILE:/hunter2"
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Secret(value))
                .withMessage("a secret is given as file:/absolute/path or env:NAME, never as its value")
                .withNoCause();
    }

    @Test
    void textFormShowsTheReferenceOnly() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "hunter2");
        Secret secret = new Secret("file:" + file);
        assertThat(secret.resolve()).isEqualTo("hunter2");

        assertThat(secret).hasToString("Secret[file:" + file + "]");
    }
}
