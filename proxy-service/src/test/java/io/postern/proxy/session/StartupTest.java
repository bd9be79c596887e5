package io.postern.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.postern.pgwire.StartupMessage;

class StartupTest {

    @Test
    void harmlessSettingsGoOnInLowerCase() {
        // When
        Startup.Checked checked = check("user", "ann", "database", "shop", "DateStyle", "ISO", "TimeZone", "UTC");

        // Then
        assertThat(checked.startup())
                .contains(new Startup("ann", "shop", "", Map.of("datestyle", "ISO", "timezone", "UTC"), true, false));
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
        "options, '-c client_encoding=UTF8'",
        "standard_conforming_strings, on",
        "_pq_.anything, on",
    })
    void parameterWithoutEffectIsLeftOut(String name, String value) {
        // When
        Startup.Checked checked = check("user", "ann", name, value);

        // Then
        assertThat(checked.startup()).contains(new Startup("ann", "ann", "", Map.of(), true, false));
    }

    @ParameterizedTest
    @CsvSource({
        "replication, true, 0A000",
        "replication, database, 0A000",
        "replication, 1, 0A000",
        "replication, false, 0A000",
        "Replication, on, 0A000",
        "options, '-c role=postgres', 0A000",
        "options, '-crole=postgres', 0A000",
        "options, '-c  Role=postgres', 0A000",
        "options, '--session-authorization=postgres', 0A000",
        "options, '--search-path=x', 0A000",
        "options, '-c timezone=UTC -c row_security=off', 0A000",
        "options, '-c\trow\\_security=off', 0A000",
        "options, '\\-c\\ role=postgres', 0A000",
        "options, '-c', 0A000",
        "options, '-c timezone', 0A000",
        "options, '-c =UTC', 0A000",
        "options, '-W 5', 0A000",
        "options, '-E', 0A000",
        "options, 'timezone=UTC', 0A000",
        "options, '-c client_encoding=LATIN1', 0A000",
        "options, '-c replication=on', 0A000",
        "options, '-c user=bob', 08P01",
        "options, '-c options=x', 08P01",
        "options, '-c timezone=UTC -c TimeZone=UTC', 08P01",
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

    @Test
    void harmlessSettingsMayComeAsOptions() {
        // When
        Startup.Checked checked = check(
                "user",
                "ann",
                "options",
                " -c statement_timeout=5s --lock-timeout=1s\t-cTimeZone=Europe/Berlin -c DateStyle=ISO,\\ DMY");

        // Then
        assertThat(checked.startup().map(Startup::settings))
                .contains(Map.of(
                        "statement_timeout",
                        "5s",
                        "lock_timeout",
                        "1s",
                        "timezone",
                        "Europe/Berlin",
                        "datestyle",
                        "ISO, DMY"));
    }

    @Test
    void settingBothAsParameterAndAsOptionIsRefused() {
        // When
        Startup.Checked checked = check("user", "ann", "TimeZone", "UTC", "options", "-c timezone=UTC");

        // Then
        assertThat(checked.denial().map(Refusal.Denial::message)).contains("a startup parameter is there twice");
    }

    @Test
    void clientOfProtocol32TakesLongCancelKeys() {
        // When
        Startup.Checked checked = Startup.check(new StartupMessage(3, 2, Map.of("user", "ann")), true);

        // Then
        assertThat(checked.startup().map(Startup::longCancelKeys)).contains(true);
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
