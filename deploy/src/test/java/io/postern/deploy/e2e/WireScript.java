package io.postern.deploy.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.postern.pgwire.Bytes;

/**
 * A conversation with a server, as text. Lines that begin with {@code #} say nothing; a line that begins with four spaces
 * goes on with the one before.
 *
 * <pre>
 * {@literal @}a               what follows is said on connection a, which is opened where it is new
 * > MESSAGE        sent with its neighbours in one write: see {@link WireMessages}
 * < T Z            sends, then reads until messages of these types came, in this order, whatever came between;
 *                  Z*3 is Z Z Z, "end" is the server closing, "nothing" waits for nothing
 * cancel a         a CancelRequest for connection a, on a connection of its own
 * await SQL        waits until the query is true for somebody else
 * </pre>
 *
 * @param name of the file
 */
record WireScript(String name, List<Step> steps) {

    private static final String END = "end";
    private static final String NOTHING = "nothing";

    /** Something that happens on or beside the wire. */
    sealed interface Step {
        int line();
    }

    /**
     * What is written at once, and how the answer ends.
     *
     * @param until message types
     * @param toEnd whether the server has to close after them
     */
    record Exchange(int line, String connection, Bytes sent, List<Character> until, boolean toEnd) implements Step {}

    record Cancel(int line, String connection) implements Step {}

    record Await(int line, String sql) implements Step {}

    static WireScript read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        String connection = "a";
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            StringBuilder text = new StringBuilder(lines.get(i));
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith("    ")) {
                i++;
                text.append('\n').append(lines.get(i).substring(4));
            }
            String line = text.toString();
            try {
                if (line.startsWith("@")) {
                    connection = line.substring(1).strip();
                } else if (line.startsWith("> ")) {
                    pending.writeBytes(WireMessages.encode(line.substring(2)));
                } else if (line.startsWith("< ")) {
                    steps.add(exchange(number, connection, Bytes.of(pending.toByteArray()), line.substring(2)));
                    pending.reset();
                } else if (line.startsWith("cancel ")) {
                    steps.add(new Cancel(number, line.substring(7).strip()));
                } else if (line.startsWith("await ")) {
                    steps.add(new Await(number, line.substring(6)));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    throw new IllegalArgumentException("what is this?");
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
        if (pending.size() > 0) {
            throw new IllegalArgumentException(file + " ends with messages that nobody sends");
        }
        return new WireScript(file.getFileName().toString(), steps);
    }

    private static Exchange exchange(int line, String connection, Bytes sent, String expected) {
        List<Character> until = new ArrayList<>();
        boolean toEnd = false;
        for (String word : expected.strip().split(" +", -1)) {
            if (word.equals(END)) {
                toEnd = true;
            } else if (word.length() == 1 || word.charAt(1) == '*') {
                int times = word.length() == 1 ? 1 : Integer.parseInt(word.substring(2));
                until.addAll(Collections.nCopies(times, word.charAt(0)));
            } else if (!word.equals(NOTHING)) {
                throw new IllegalArgumentException("no message type: " + word);
            }
        }
        return new Exchange(line, connection, sent, until, toEnd);
    }
}
