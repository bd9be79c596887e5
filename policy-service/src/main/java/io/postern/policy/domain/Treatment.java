package io.postern.policy.domain;

import java.util.List;
import java.util.Optional;

import io.postern.pgwire.sql.TokenEdit;

/**
 * What happens to a text that passes.
 *
 * @param edits in the order of the text
 * @param maskedColumns those that it reads or touches
 * @param guardedColumns every one that is masked for the asker in this database; column 0 where rows are filtered
 * @param proof empty where nothing is to be analysed
 * @param discreet whether errors and notices could tell of values or rows that the asker must not see
 */
public record Treatment(
        List<TokenEdit> edits,
        List<Decision.MaskedColumn> maskedColumns,
        List<Decision.MaskedColumn> guardedColumns,
        Optional<ProofTerms> proof,
        boolean discreet) {

    /** It stays as it is. */
    public static final Treatment NONE = new Treatment(List.of(), List.of(), List.of(), Optional.empty(), false);

    public Treatment {
        edits = List.copyOf(edits);
        maskedColumns = List.copyOf(maskedColumns);
        guardedColumns = List.copyOf(guardedColumns);
    }
}
