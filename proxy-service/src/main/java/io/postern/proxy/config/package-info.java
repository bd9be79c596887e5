/** What a proxy has to be told; checked as it is made, immutable afterwards. */
@NullMarked
package io.postern.proxy.config;

import org.jspecify.annotations.NullMarked;
