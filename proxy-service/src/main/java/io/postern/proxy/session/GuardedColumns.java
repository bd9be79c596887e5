package io.postern.proxy.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.postern.pgwire.FieldDescription;
import io.postern.pgwire.RowDescription;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.MaskedColumn;

/** Looks for columns that a result may not show as they are stored. Confined to its session's thread. */
final class GuardedColumns {

    private List<MaskedColumn> columns = List.of();
    private Map<Place, MaskedColumn> places = Map.of();

    private record Place(long relationOid, int columnNumber) {}

    /** The first column of the result that is guarded under the decision. */
    Optional<MaskedColumn> in(RowDescription rows, Decision decision) {
        if (decision.guardedColumns().isEmpty()) {
            return Optional.empty();
        }
        learn(decision.guardedColumns());
        for (FieldDescription field : rows.fields()) {
            MaskedColumn raw = places.get(new Place(field.tableOid(), field.columnNumber()));
            if (raw != null) {
                return Optional.of(raw);
            }
        }
        return Optional.empty();
    }

    /** All decisions for a session have the same, until policy or catalog change. */
    private void learn(List<MaskedColumn> guarded) {
        if (!guarded.equals(columns)) {
            columns = guarded;
            places = new HashMap<>();
            guarded.stream()
                    .filter(column -> column.columnNumber() > 0)
                    .forEach(column -> places.put(new Place(column.relationOid(), column.columnNumber()), column));
        }
    }
}
