package io.postern.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The page on which one chooses who to be. No script; every value from outside is escaped. */
final class SignInPage {

    private final String template = resource("issuer.html");
    private final String style = resource("issuer.css");
    private final List<DevUser> users;

    SignInPage(List<DevUser> users) {
        this.users = List.copyOf(users);
    }

    String style() {
        return style;
    }

    String render(AuthorizationRequest request) {
        String hidden =
                request.parameters().entrySet().stream().map(SignInPage::hidden).collect(Collectors.joining("\n"));
        String buttons = users.stream().map(SignInPage::button).collect(Collectors.joining("\n"));
        return template.replace("{{buttons}}", buttons)
                .replace("{{client}}", escape(request.clientId()))
                .replace("{{request}}", hidden);
    }

    private static String hidden(Map.Entry<String, String> field) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(escape(field.getKey()), escape(field.getValue()));
    }

    private static String button(DevUser user) {
        return """
                <li><button name="subject" value="%s"><span class="name">%s</span> <span class="groups">%s</span></button></li>""".formatted(escape(user.subject()), escape(user.name()), escape(String.join(", ", user.groups())));
    }

    /** Braces too, so that no value can look like a place in the template. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("{", "&#123;");
    }

    private static String resource(String name) {
        try (@Nullable InputStream in = SignInPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the package lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }
}
