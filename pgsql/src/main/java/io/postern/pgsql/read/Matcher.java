package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.read.Notation.StatementRule;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Utility.Recognised;

/** Reads what {@link Notation} describes. */
final class Matcher {

    private static final int NO = -1;
    private static final int OPEN = Integer.MAX_VALUE;

    private final Notation notation;
    private final TokenCursor cursor;
    private final GrammarPieces pieces;
    private List<ObjectName> captured = new ArrayList<>();

    Matcher(Notation notation, TokenCursor cursor, GrammarPieces pieces) {
        this.notation = notation;
        this.cursor = cursor;
        this.pieces = pieces;
    }

    Recognised statement() {
        int from = cursor.at();
        for (StatementRule rule : notation.statements()) {
            if (starts(rule.pattern(), 0)) {
                List<ObjectName> outer = captured;
                captured = new ArrayList<>();
                read(rule.pattern());
                Recognised statement = new Recognised(rule.sort(), rule.name(), captured, cursor.since(from));
                captured = outer;
                return statement;
            }
        }
        throw cursor.unexpected();
    }

    private void read(Pattern pattern) {
        if (pattern instanceof Pattern.Word word) {
            cursor.expect(word.word());
        } else if (pattern instanceof Pattern.Self self) {
            cursor.expectSelf(self.character());
        } else if (pattern instanceof Pattern.Sequence sequence) {
            sequence.parts().forEach(this::read);
        } else if (pattern instanceof Pattern.Maybe maybe) {
            if (starts(maybe.pattern(), 0)) {
                read(maybe.pattern());
            }
        } else if (pattern instanceof Pattern.Repeat repeat) {
            while (starts(repeat.pattern(), 0)) {
                read(repeat.pattern());
            }
        } else if (pattern instanceof Pattern.CommaList list) {
            do {
                read(list.pattern());
            } while (cursor.acceptSelf(','));
        } else if (pattern instanceof Pattern.Choice choice) {
            read(chosen(choice));
        } else if (pattern instanceof Pattern.Rule rule) {
            read(notation.rule(rule));
        } else if (pattern instanceof Pattern.Piece piece) {
            Optional<ObjectName> name = pieces.read(piece.piece());
            if (piece.captured()) {
                name.ifPresent(captured::add);
            }
        } else if (!starts(pattern, 0)) {
            throw cursor.unexpected();
        }
    }

    private Pattern chosen(Pattern.Choice choice) {
        for (Pattern alternative : choice.alternatives()) {
            if (starts(alternative, 0)) {
                return alternative;
            }
        }
        throw cursor.unexpected();
    }

    private boolean starts(Pattern pattern, int ahead) {
        return look(pattern, ahead) != NO;
    }

    /**
     * Whether the pattern can begin with the tokens from {@code ahead} on: {@link #NO}, or how many tokens from here it ends, or
     * {@link #OPEN} where it goes beyond keywords and characters.
     */
    private int look(Pattern pattern, int ahead) {
        if (pattern instanceof Pattern.Word word) {
            return cursor.is(ahead, word.word()) ? ahead + 1 : NO;
        } else if (pattern instanceof Pattern.Self self) {
            return cursor.isSelf(ahead, self.character()) ? ahead + 1 : NO;
        } else if (pattern instanceof Pattern.Since since) {
            return cursor.major() >= since.major() ? ahead : NO;
        } else if (pattern instanceof Pattern.Until until) {
            return cursor.major() <= until.major() ? ahead : NO;
        } else if (pattern instanceof Pattern.Sequence sequence) {
            return lookAlong(sequence.parts(), ahead);
        } else if (pattern instanceof Pattern.Maybe maybe) {
            int end = look(maybe.pattern(), ahead);
            return end == NO ? ahead : end;
        } else if (pattern instanceof Pattern.Repeat repeat) {
            int end = look(repeat.pattern(), ahead);
            return end == NO ? ahead : OPEN;
        } else if (pattern instanceof Pattern.CommaList list) {
            return look(list.pattern(), ahead) == NO ? NO : OPEN;
        } else if (pattern instanceof Pattern.Choice choice) {
            return lookAmong(choice.alternatives(), ahead);
        } else if (pattern instanceof Pattern.Rule rule) {
            return look(notation.rule(rule), ahead);
        } else {
            GrammarPiece piece = ((Pattern.Piece) pattern).piece();
            if (!pieces.starts(piece, ahead)) {
                return NO;
            }
            return piece.isOneToken() ? ahead + 1 : OPEN;
        }
    }

    private int lookAlong(List<Pattern> parts, int ahead) {
        int end = ahead;
        for (Pattern part : parts) {
            end = look(part, end);
            if (end == NO || end == OPEN) {
                return end;
            }
        }
        return end;
    }

    private int lookAmong(List<Pattern> alternatives, int ahead) {
        for (Pattern alternative : alternatives) {
            int end = look(alternative, ahead);
            if (end != NO) {
                return end;
            }
        }
        return NO;
    }
}
