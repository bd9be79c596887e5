/** What commands know of the place they run in, and how text from elsewhere is shown on a terminal. */
@NullMarked
package io.postern.deploy.terminal;

import org.jspecify.annotations.NullMarked;
