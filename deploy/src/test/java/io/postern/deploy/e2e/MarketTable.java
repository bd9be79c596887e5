package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What generated queries read, with the columns that they use. */
enum MarketTable {
    CUSTOMERS("id i, name t, email t, phone t, card_number t, salary n, born d, city t"),
    ORDERS("id i, customer_id i, status t, total n, region t, placed_on d"),
    ORDER_ITEMS("id i, order_id i, product t, quantity i, unit_price n"),
    EMPLOYEES("id i, name t, manager_id i, department t, salary n, hired d"),
    PAYMENTS("id i, order_id i, iban t, paid n, paid_on d"),
    PAYMENTS_2026("id i, order_id i, iban t, paid n, paid_on d"),
    PEOPLE("id i, full_name t, passport t"),
    MEMBERS("id i, full_name t, passport t, joined d"),
    ASSETS("id i, label t, serial t"),
    SECRET_ASSETS("id i, label t, serial t, room t"),
    TICKETS("id i, customer_id i, subject t, body t, confidential b, opened d"),
    CUSTOMER_CONTACTS("id i, name t, email t, telephone t"),
    CONTACTS_BY_HOST("host t, first_email t"),
    GOLD_CUSTOMERS("id i, name t, email t, salary n"),
    CALLERS("id i, email t, phone t, salary n, born d"),
    CUSTOMER_ORDERS("customer_id i, name t, email t, order_id i, total n, status t"),
    TOP_EARNERS("id i, name t, salary n"),
    ALL_NAMES("kind t, name t, secret t"),
    OPEN_TICKETS("id i, subject t, body t, name t"),
    REGION_TOTALS("region t, total n"),
    ALL_PAYMENTS("id i, order_id i, iban t, paid n");

    static final List<MarketTable> ALL = List.of(values());

    private final List<QueryColumn> columns = new ArrayList<>();

    MarketTable(String list) {
        for (String column : list.split(", ", -1)) {
            String[] parts = column.split(" ", -1);
            columns.add(new QueryColumn(parts[0], type(parts[1])));
        }
    }

    private static QueryColumn.Type type(String letter) {
        return switch (letter) {
            case "i" -> QueryColumn.Type.INTEGER;
            case "n" -> QueryColumn.Type.NUMBER;
            case "d" -> QueryColumn.Type.DAY;
            case "b" -> QueryColumn.Type.TRUTH;
            default -> QueryColumn.Type.TEXT;
        };
    }

    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<QueryColumn> columns() {
        return List.copyOf(columns);
    }
}
