package io.postern.pgsql.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of statements. One begins where a line does not begin with white space; lines that begin with {@code --} say what holds for
 * those that follow: {@code -- since 16}, {@code -- until 17}, {@code -- refused}, {@code -- everywhere}; others are comments.
 *
 * <p>{@code «a¦b»} stands for several statements, one with each; several of these for all combinations. The pictures of control
 * characters from U+2401 stand for those characters.
 */
final class CorpusFile {

    private static final char FIRST_PICTURE = '\u2401';
    private static final char LAST_PICTURE = '\u241F';

    private final String name;
    private final List<CorpusStatement> statements = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private int openedAt;
    private boolean accepted = true;
    private int since = CorpusStatement.FIRST_MAJOR;
    private int until = CorpusStatement.LAST_MAJOR;

    private CorpusFile(String name) {
        this.name = name;
    }

    static List<CorpusStatement> read(String name, String content) {
        CorpusFile file = new CorpusFile(name);
        int number = 0;
        for (String line : content.split("\n", -1)) {
            file.line(line, ++number);
        }
        file.finish();
        return file.statements;
    }

    private void line(String line, int number) {
        if (line.startsWith("--")) {
            finish();
            directive(line.substring(2).trim());
        } else if (line.isBlank()) {
            finish();
        } else if (Character.isWhitespace(line.charAt(0))) {
            open.append('\n').append(line);
        } else {
            finish();
            openedAt = number;
            open.append(line);
        }
    }

    private void directive(String said) {
        String[] words = said.split(" ", -1);
        switch (words[0]) {
            case "since" -> since = Integer.parseInt(words[1]);
            case "until" -> until = Integer.parseInt(words[1]);
            case "refused" -> accepted = false;
            case "everywhere" -> {
                accepted = true;
                since = CorpusStatement.FIRST_MAJOR;
                until = CorpusStatement.LAST_MAJOR;
            }
            default -> {}
        }
    }

    private void finish() {
        if (!open.isEmpty()) {
            for (String sql : alternatives(open.toString())) {
                String source = name + ":" + openedAt;
                statements.add(new CorpusStatement(source, controls(sql), accepted, since, until));
            }
        }
        open.setLength(0);
    }

    private static List<String> alternatives(String template) {
        int start = template.indexOf('«');
        if (start < 0) {
            return List.of(template);
        }
        int end = template.indexOf('»', start);
        List<String> all = new ArrayList<>();
        for (String rest : alternatives(template.substring(end + 1))) {
            for (String choice : template.substring(start + 1, end).split("¦", -1)) {
                all.add(template.substring(0, start) + choice + rest);
            }
        }
        return all;
    }

    private static String controls(String pictured) {
        StringBuilder text = new StringBuilder(pictured.length());
        for (int i = 0; i < pictured.length(); i++) {
            char c = pictured.charAt(i);
            text.append(c >= FIRST_PICTURE && c <= LAST_PICTURE ? (char) (c - FIRST_PICTURE + 1) : c);
        }
        return text.toString();
    }
}
