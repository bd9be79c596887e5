package io.postern.deploy.e2e;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A relation of the market for random statements.
 *
 * @param columns in the order that they have
 */
record FuzzTable(String name, List<FuzzColumn> columns) {

    static final FuzzTable CUSTOMERS = table(
            "public.customers",
            "id:i name:t email:t phone:t card_number:t notes:j tags:a salary:n born:d standing:s city:t created_at:z");
    static final FuzzTable EMPLOYEES =
            table("public.employees", "id:i name:t manager_id:i department:t salary:n hired:d");
    static final FuzzTable PAYMENTS = table("public.payments", "id:i order_id:i iban:t paid:n paid_on:d");
    static final FuzzTable PEOPLE = table("public.people", "id:i full_name:t passport:t");
    static final FuzzTable TICKETS =
            table("public.tickets", "id:i customer_id:i subject:t body:t confidential:b opened:d");
    static final FuzzTable DRAFTS = table("public.drafts", "id:i title:t body:t stars:i weight:i");
    static final FuzzTable GUESSES = table("public.guesses", "id:i guess:t amount:n");
    static final FuzzTable STOCK = table("public.stock", "sku:t quantity:i price:n");
    static final FuzzTable SECRET_ASSETS = table("public.secret_assets", "id:i label:t serial:t room:t");

    static final List<FuzzTable> ALL = List.of(
            CUSTOMERS,
            CUSTOMERS,
            CUSTOMERS,
            EMPLOYEES,
            PAYMENTS,
            table("public.payments_2025", "id:i order_id:i iban:t paid:n paid_on:d"),
            table("public.payments_2026", "id:i order_id:i iban:t paid:n paid_on:d"),
            table("public.payments_2026_first", "id:i order_id:i iban:t paid:n paid_on:d"),
            PEOPLE,
            table("public.members", "id:i full_name:t passport:t joined:d"),
            table("public.assets", "id:i label:t serial:t"),
            SECRET_ASSETS,
            TICKETS,
            DRAFTS,
            STOCK,
            table("public.orders", "id:i customer_id:i status:t total:n region:t placed_on:d"),
            table("public.order_items", "id:i order_id:i product:t quantity:i unit_price:n"),
            table("public.customer_contacts", "id:i name:t email:t telephone:t"),
            table("public.contacts_by_host", "host:t customers:i first_email:t"),
            table("public.gold_customers", "id:i name:t email:t salary:n"),
            table(
                    "public.callers",
                    "id:i name:t email:t phone:t card_number:t notes:j tags:a salary:n born:d standing:s city:t created_at:z"),
            table("public.customer_orders", "customer_id:i name:t email:t order_id:i total:n status:t"),
            table("public.top_earners", "id:i name:t salary:n place:i"),
            table("public.all_names", "kind:t name:t secret:t"),
            table("public.tag_list", "id:i tag:t"),
            table("public.open_tickets", "id:i subject:t body:t name:t"),
            table("public.all_payments", "id:i order_id:i iban:t paid:n"),
            table("public.region_totals", "region:t total:n orders:i"),
            table("public.editable_drafts", "id:i title:t stars:i"));

    /** Those that the gate has to refuse, or should have no answer to. */
    static final List<FuzzTable> ODD = List.of(
            table("public.customer_copy", "id:i email:t card_number:t"),
            table("public.region_copy", "region:t total:n"),
            table("archive.customers", "id:i name:t email:t"),
            table("lab.peek_all()", "id:i email:t"),
            table("pg_catalog.pg_stats", "tablename:t attname:t"),
            table("pg_catalog.pg_class", "relname:t relpages:i"),
            table("pg_catalog.pg_attribute", "attname:t attnum:i"),
            table("pg_catalog.pg_type", "typname:t typlen:i"),
            table("information_schema.columns", "table_name:t column_name:t"),
            table("pg_catalog.pg_stat_activity", "query:t pid:i"),
            table("pg_catalog.pg_authid", "rolname:t rolpassword:t"),
            table("pg_catalog.pg_statistic", "starelid:i staattnum:i"),
            table("pg_catalog.pg_settings", "name:t setting:t"));

    /** @param columns names, each with the letter of its type */
    private static FuzzTable table(String name, String columns) {
        return new FuzzTable(
                name,
                Arrays.stream(columns.split(" ")).map(FuzzTable::column).collect(Collectors.toUnmodifiableList()));
    }

    private static FuzzColumn column(String described) {
        String name = described.substring(0, described.indexOf(':'));
        return switch (described.charAt(described.length() - 1)) {
            case 'i' -> new FuzzColumn(name, FuzzColumn.Type.INTEGER);
            case 'n' -> new FuzzColumn(name, FuzzColumn.Type.NUMBER);
            case 'd' -> new FuzzColumn(name, FuzzColumn.Type.DAY);
            case 'b' -> new FuzzColumn(name, FuzzColumn.Type.TRUTH);
            case 'j' -> new FuzzColumn(name, FuzzColumn.Type.JSON);
            case 'a' -> new FuzzColumn(name, FuzzColumn.Type.TEXTS);
            case 's' -> new FuzzColumn(name + "::text", FuzzColumn.Type.TEXT);
            case 'z' -> new FuzzColumn(name + "::date", FuzzColumn.Type.DAY);
            default -> new FuzzColumn(name, FuzzColumn.Type.TEXT);
        };
    }

    /** Without its schema. */
    String bareName() {
        return name.substring(name.indexOf('.') + 1);
    }
}
