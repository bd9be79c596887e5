package io.postern.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.postern.events.Seal;
import io.postern.events.SealedText;

/** Text in and out of its seal. Only the clear seal exists so far. */
public final class SealedTexts {

    private SealedTexts() {}

    public static SealedText clear(String text) {
        return clear(text.getBytes(StandardCharsets.UTF_8));
    }

    public static SealedText clear(byte[] content) {
        return SealedText.newBuilder()
                .setSeal(Seal.CLEAR)
                .setContent(ByteBuffer.wrap(content.clone()))
                .build();
    }

    /**
     * @throws IllegalStateException for a seal that this version cannot open
     */
    public static byte[] open(SealedText sealed) {
        if (sealed.getSeal() != Seal.CLEAR) {
            throw new IllegalStateException("cannot open a seal of kind " + sealed.getSeal());
        }
        ByteBuffer content = sealed.getContent().duplicate();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    public static String openText(SealedText sealed) {
        return new String(open(sealed), StandardCharsets.UTF_8);
    }
}
