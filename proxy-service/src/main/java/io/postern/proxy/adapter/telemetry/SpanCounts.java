package io.postern.proxy.adapter.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** Where spans went; what was made and neither sent nor failed waits, or was dropped because too many did. */
record SpanCounts(LongAdder made, LongAdder sent, LongAdder failed) {

    SpanCounts() {
        this(new LongAdder(), new LongAdder(), new LongAdder());
    }
}
