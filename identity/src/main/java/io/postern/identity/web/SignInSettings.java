package io.postern.identity.web;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

import io.postern.identity.OidcSettings;

/**
 * How people sign in to one web service.
 *
 * @param clientId a public client of the issuer (no client secret; PKCE instead), whose redirect address is
 *     {@code publicUrl + "/sign-in/callback"}; also the audience of its id_tokens
 * @param publicUrl scheme, host and port that browsers use; no path. Over https the cookies are {@code Secure} and carry
 *     the {@code __Host-} prefix
 * @param cookieName of the session cookie, 1 to 64 letters, digits, dashes and underscores; services that share a host
 *     need different names, as cookies know no ports
 */
public record SignInSettings(OidcSettings oidc, String clientId, URI publicUrl, String cookieName) {

    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** @throws IllegalArgumentException naming the component that is wrong */
    public SignInSettings {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("clientId: is empty");
        }
        String scheme =
                publicUrl.getScheme() == null ? "" : publicUrl.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http"))
                || publicUrl.getHost() == null
                || publicUrl.getRawUserInfo() != null
                || publicUrl.getRawQuery() != null
                || publicUrl.getRawFragment() != null
                || !(publicUrl.getRawPath().isEmpty() || publicUrl.getRawPath().equals("/"))) {
            throw new IllegalArgumentException("publicUrl: is not an http(s) address without path");
        }
        publicUrl = URI.create(scheme + "://" + publicUrl.getRawAuthority().toLowerCase(Locale.ROOT));
        if (!COOKIE_NAME.matcher(cookieName).matches()) {
            throw new IllegalArgumentException("cookieName: is not 1 to 64 letters, digits, dashes, underscores");
        }
    }

    boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    URI redirectUri() {
        return URI.create(publicUrl + SignIn.CALLBACK_PATH);
    }
}
