package io.postern.deploy.demo;

/** Passwords of the database roles that {@link DemoShop} makes. */
public record DemoPasswords(String agent, String analyst, String catalogReader, String audit) {

    @Override
    public String toString() {
        return "DemoPasswords[]";
    }
}
