package io.postern.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupTest {

    @Test
    void harmlessSettingsGoOnInLowerCase() {
        // When
        Startup.Checked checked = check("user", "ann", "database", "shop", "DateStyle", "ISO", "TimeZone", "UTC");

        // Then
        assertThat(checked.startup())
                .contains(new Startup("ann", "shop", "", Map.of("datestyle", "ISO", "timezone", "UTC"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "client_encoding, UTF8",
        "client_encoding, 'utf-8'",
        "client_encoding, '''UTF8'''",
        "client_encoding, SQL_ASCII",
        "CLIENT_ENCODING, unicode",
        "options, ''",
        "options, '  '",
        "_pq_.anything, on",
    })
    void parameterWithoutEffectIsLeftOut(String name, String value) {
        // When
        Startup.Checked checked = check("user", "ann", name, value);

        // Then
        assertThat(checked.startup()).contains(new Startup("ann", "ann", "", Map.of(), true));
    }

    @ParameterizedTest
    @CsvSource({
        "replication, true, 0A000",
        "replication, database, 0A000",
        "replication, 1, 0A000",
        "replication, false, 0A000",
        "Replication, on, 0A000",
        "options, '-c role=postgres', 0A000",
        "OPTIONS, '--search_path=x', 0A000",
        "client_encoding, LATIN1, 0A000",
        "client_encoding, SJIS, 0A000",
        "client_encoding, '', 0A000",
        "role, postgres, 0A000",
        "session_authorization, postgres, 0A000",
        "search_path, evil, 0A000",
        "standard_conforming_strings, off, 0A000",
        "default_transaction_read_only, off, 0A000",
        "row_security, off, 0A000",
        "USER, bob, 08P01",
    })
    void parameterThatCouldMatterIsRefused(String name, String value, String sqlState) {
        // When
        Startup.Checked checked = check("user", "ann", name, value);

        // Then
        assertThat(checked.startup()).isEmpty();
        assertThat(checked.denial().map(denial -> denial.refusal().sqlState())).contains(sqlState);
    }

    @ParameterizedTest
    @CsvSource({
        "application_name, Application_Name",
        "database, DATABASE",
        "client_encoding, Client_Encoding",
        "timezone, TimeZone",
    })
    void parameterTwiceInDifferentCaseIsRefused(String name, String again) {
        // When
        Startup.Checked checked = check("user", "ann", name, "UTF8", again, "UTF8");

        // Then
        assertThat(checked.denial().map(Refusal.Denial::message)).contains("a startup parameter is there twice");
    }

    @Test
    void userIsNeededAndBounded() {
        assertThat(check("database", "shop").denial()).isPresent();
        assertThat(check("user", "").denial()).isPresent();
        assertThat(check("user", "a".repeat(256)).denial()).isPresent();
        assertThat(check("user", "a".repeat(255)).startup()).isPresent();
    }

    @Test
    void databaseIsTheUserWhereNoneIsNamed() {
        assertThat(check("user", "ann").startup().map(Startup::database)).contains("ann");
        assertThat(check("user", "ann", "database", "").startup().map(Startup::database))
                .contains("ann");
    }

    @Test
    void applicationNameIsRecordedAsPrintableAsciiOf63Characters() {
        // When
        Startup.Checked checked = check("user", "ann", "application_name", "a\n\u202eb" + "c".repeat(80));

        // Then
        assertThat(checked.startup().map(Startup::applicationName)).contains("a??b" + "c".repeat(59));
    }

    @Test
    void refusalDoesNotRepeatWhatCannotBePrinted() {
        // When
        Startup.Checked checked = check("user", "ann", "evil\nname", "x");

        // Then
        assertThat(checked.denial().map(Refusal.Denial::message))
                .contains("startup parameter \"evil?name\" does not pass this gate");
    }

    private static Startup.Checked check(String... namesAndValues) {
        return Startup.check(Samples.startup(namesAndValues), true);
    }
}
