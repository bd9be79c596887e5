package io.postern.proxy.proof;

import io.postern.pgsql.builtin.Builtins;
import io.postern.pgsql.builtin.RelationSafety;

/** One server by what all of its major version have in common, and by what it told of itself. */
final class KnownSystem implements ServerKnowledge {

    private final ServerFacts facts;
    private final Builtins builtins;

    /** @throws IllegalArgumentException for a major version that is not known */
    KnownSystem(ServerFacts facts) {
        this.facts = facts;
        builtins = Builtins.of(facts.major());
    }

    @Override
    public boolean isSafeFunction(long oid) {
        return oid < FIRST_USER_OID && builtins.isSafeFunction(oid);
    }

    @Override
    public boolean isSafeInDefault(long oid) {
        return oid < FIRST_USER_OID && builtins.isSafeInDefault(oid);
    }

    @Override
    public boolean isSafeType(long oid) {
        return oid < FIRST_USER_OID && builtins.isSafeType(oid);
    }

    @Override
    public long functionOf(long operatorOid) {
        return facts.operators().getOrDefault(operatorOid, 0L);
    }

    @Override
    public boolean isReadable(long relationOid) {
        String name = facts.systemRelations().get(relationOid);
        if (name == null) {
            return false;
        }
        int dot = name.indexOf('.');
        return builtins.relation(name.substring(0, dot), name.substring(dot + 1)) != RelationSafety.UNREADABLE;
    }
}
