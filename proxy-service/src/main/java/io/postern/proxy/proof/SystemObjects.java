package io.postern.proxy.proof;

/** What is safe among the objects that every server of a major version has. */
public interface SystemObjects {

    boolean isSafeFunction(int major, long oid);

    boolean isSafeType(int major, long oid);

    /** @param name schema.name */
    boolean isReadable(int major, String name);

    /** Of one server. */
    default ServerKnowledge of(ServerFacts facts) {
        return new ServerKnowledge() {
            @Override
            public boolean isSafeFunction(long oid) {
                return oid < FIRST_USER_OID && SystemObjects.this.isSafeFunction(facts.major(), oid);
            }

            @Override
            public boolean isSafeType(long oid) {
                return oid < FIRST_USER_OID && SystemObjects.this.isSafeType(facts.major(), oid);
            }

            @Override
            public long functionOf(long operatorOid) {
                return facts.operators().getOrDefault(operatorOid, 0L);
            }

            @Override
            public boolean isReadable(long relationOid) {
                String name = facts.systemRelations().get(relationOid);
                return name != null && SystemObjects.this.isReadable(facts.major(), name);
            }
        };
    }
}
