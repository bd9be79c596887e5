package io.postern.proxy.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was measured, in order, as words. */
final class RecordedMeasures implements Measures {

    private final List<String> calls = new ArrayList<>();
    private final List<StatementEnd> ends = new ArrayList<>();
    private final List<Long> upstreamNanos = new ArrayList<>();

    List<String> calls() {
        return calls;
    }

    List<StatementEnd> ends() {
        return ends;
    }

    List<Long> upstreamNanos() {
        return upstreamNanos;
    }

    @Override
    public void connected() {
        calls.add("connected");
    }

    @Override
    public void opened(String database, long sinceConnectedNanos) {
        calls.add("opened " + database + " " + sinceConnectedNanos);
    }

    @Override
    public void refused(String sqlState) {
        calls.add("refused " + sqlState);
    }

    @Override
    public void closed(boolean wasOpen) {
        calls.add("closed " + wasOpen);
    }

    @Override
    public void terminated(String sqlState) {
        calls.add("terminated " + sqlState);
    }

    @Override
    public void tlsFailed() {
        calls.add("tlsFailed");
    }

    @Override
    public void received(int bytes) {
        calls.add("received " + bytes);
    }

    @Override
    public void sent(int bytes) {
        calls.add("sent " + bytes);
    }

    @Override
    public void blocked(Peer peer) {
        calls.add("blocked " + peer);
    }

    @Override
    public void unblocked(Peer peer, long nanos) {
        calls.add("unblocked " + peer + " " + nanos);
    }

    @Override
    public void decided(boolean known, long nanos) {
        calls.add("decided " + known + " " + nanos);
    }

    @Override
    public void proven(boolean known, long nanos) {
        calls.add("proven " + known + " " + nanos);
    }

    @Override
    public void disagreed(String database) {
        calls.add("disagreed " + database);
    }

    @Override
    public void recorded(boolean acknowledged, long nanos) {
        calls.add("recorded " + acknowledged + " " + nanos);
    }

    @Override
    public void submitted(String database, Judgement judgement) {
        calls.add("submitted " + database + " " + judgement);
    }

    @Override
    public void parked() {
        calls.add("parked");
    }

    @Override
    public void unparked(long nanos) {
        calls.add("unparked " + nanos);
    }

    @Override
    public void ended(StatementEnd end, long nanos) {
        ends.add(end);
        upstreamNanos.add(nanos);
        calls.add("ended " + end.subject().statementId() + " " + end.subject().kind() + " " + end.result() + " "
                + end.phases().stream()
                        .map(phase -> phase.kind() + "+" + (phase.endNanos() - phase.startNanos()))
                        .collect(Collectors.joining(" ")));
    }
}
