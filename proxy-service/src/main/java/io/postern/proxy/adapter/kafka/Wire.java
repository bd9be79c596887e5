package io.postern.proxy.adapter.kafka;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.events.BoundParameter;
import io.postern.events.ParameterFormat;
import io.postern.events.Principal;
import io.postern.events.RuleHit;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.decision.DecisionMade;
import io.postern.identity.Identity;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.Rule;
import io.postern.proxy.statement.Safeguards;
import io.postern.schemas.SealedTexts;

/** Our values as event fields and back. */
final class Wire {

    private Wire() {}

    static Principal principal(Identity identity) {
        return Principal.newBuilder()
                .setIssuer(identity.issuer())
                .setSubject(identity.subject())
                .setGroups(List.copyOf(identity.groups()))
                .build();
    }

    static Identity identity(Principal principal) {
        return new Identity(principal.getIssuer(), principal.getSubject(), Set.copyOf(principal.getGroups()));
    }

    static List<BoundParameter> parameters(List<Parameter> parameters) {
        return parameters.stream().map(Wire::parameter).toList();
    }

    private static BoundParameter parameter(Parameter parameter) {
        return BoundParameter.newBuilder()
                .setTypeOid(parameter.typeOid())
                .setFormat(parameter.binary() ? ParameterFormat.BINARY : ParameterFormat.TEXT)
                .setValue(parameter
                        .value()
                        .map(value -> SealedTexts.clear(value.toByteArray()))
                        .orElse(null))
                .build();
    }

    static List<RuleHit> rules(List<Rule> rules) {
        return rules.stream()
                .map(rule -> RuleHit.newBuilder()
                        .setRuleId(rule.id())
                        .setVerdict(verdict(rule.verdict()))
                        .setReason(rule.reason())
                        .build())
                .toList();
    }

    static Verdict verdict(io.postern.proxy.statement.Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> Verdict.ALLOW;
            case DENY -> Verdict.DENY;
            case PARK -> Verdict.PARK;
        };
    }

    static StatementKind kind(String name) {
        return Arrays.stream(StatementKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElse(StatementKind.UNKNOWN);
    }

    /**
     * @param parked the longest that a statement waits for a person, whatever the decision says
     * @throws IllegalArgumentException for a verdict or terms that this version does not know
     */
    static Decision decision(DecisionMade made, Duration parked) {
        return new Decision(
                verdict(made.getVerdict()),
                made.getKind().name(),
                made.getEdits().stream()
                        .map(edit -> new TokenEdit(edit.getFrom(), edit.getTo(), edit.getReplacement()))
                        .toList(),
                made.getPinnedSlots().stream()
                        .map(pin -> new Decision.PinnedSlot(pin.getSlot(), Bytes.of(SealedTexts.open(pin.getValue()))))
                        .toList(),
                columns(made.getMaskedColumns()),
                columns(made.getGuardedColumns()),
                made.getRules().stream()
                        .map(hit -> new Rule(hit.getRuleId(), verdict(hit.getVerdict()), hit.getReason()))
                        .toList(),
                made.getReason(),
                Optional.ofNullable(made.getApproval())
                        .map(terms -> new Decision.ApprovalTerms(
                                terms.getApproverGroups(),
                                shorter(Duration.ofSeconds(terms.getTimeToLiveSeconds()), parked))),
                new Decision.Versions(made.getPolicyVersion(), made.getCatalogVersion()),
                made.getUnrestricted() ? Decision.Scope.UNRESTRICTED : Decision.Scope.NARROWED,
                new Safeguards(
                        WireProof.terms(made),
                        made.getDiscreet() ? Safeguards.Speech.DISCREET : Safeguards.Speech.OPEN));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static List<MaskedColumn> columns(List<io.postern.events.decision.MaskedColumn> columns) {
        return columns.stream()
                .map(column -> new MaskedColumn(column.getRelationOid(), column.getColumnNumber(), column.getName()))
                .toList();
    }

    private static io.postern.proxy.statement.Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> io.postern.proxy.statement.Verdict.ALLOW;
            case DENY -> io.postern.proxy.statement.Verdict.DENY;
            case PARK -> io.postern.proxy.statement.Verdict.PARK;
            case UNKNOWN -> throw new IllegalArgumentException("a verdict that this version does not know");
        };
    }
}
