package io.postern.deploy.e2e;

import java.time.Duration;

import org.slf4j.LoggerFactory;

import io.netty.buffer.ByteBufAllocator;
import io.postern.deploy.launch.Logs;

/** A program that loses a buffer, and ends once Netty's detector has had its chance to notice. */
final class PlantedLeak {

    private static final Duration CHANCE = Duration.ofSeconds(5);

    private PlantedLeak() {}

    public static void main(String[] arguments) {
        Logs.toConsole();
        LoggerFactory.getLogger(PlantedLeak.class).atInfo().log("losing a buffer");
        lose();
        long began = System.nanoTime();
        while (System.nanoTime() - began < CHANCE.toNanos()) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
    }

    private static void lose() {
        ByteBufAllocator.DEFAULT.buffer(1_000).writeByte(1);
    }
}
