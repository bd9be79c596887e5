/**
 * Sign-in for the services' web pages and APIs, on Vert.x Web: {@link io.postern.identity.web.SignIn} puts the
 * {@link io.postern.identity.Identity} into the routing context, {@link io.postern.identity.web.WebSecurity} sets the
 * headers every page carries. There is no server-side session: the verified id_token is the cookie.
 */
@NullMarked
package io.postern.identity.web;

import org.jspecify.annotations.NullMarked;
