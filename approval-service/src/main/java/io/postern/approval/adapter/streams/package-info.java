/**
 * The approvals topic as a Kafka Streams fold: {@code ApprovalProcessor} evolves each approval into an in-memory store
 * (kept by its changelog topic), expires what nobody decided, and tells waiting votes how far the fold has come.
 */
@NullMarked
package io.postern.approval.adapter.streams;

import org.jspecify.annotations.NullMarked;
