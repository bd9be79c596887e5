/**
 * The approval service: statements parked by the proxies wait here for a person.
 *
 * <p>{@code domain} holds the rules; {@code app} what people do with them; {@code adapter.streams} the log and its fold;
 * {@code adapter.http} the page and the API. {@link io.postern.approval.ApprovalService} joins them.
 */
@NullMarked
package io.postern.approval;

import org.jspecify.annotations.NullMarked;
