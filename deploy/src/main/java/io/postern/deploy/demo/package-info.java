/**
 * Everything on one machine: the sample shop, the demo's directory with its secrets and certificate, and the order in
 * which the parts start and stop.
 */
@NullMarked
package io.postern.deploy.demo;

import org.jspecify.annotations.NullMarked;
