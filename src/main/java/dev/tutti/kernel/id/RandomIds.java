package dev.tutti.kernel.id;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Ids from the platform's cryptographic generator. */
public final class RandomIds implements Ids {

    private final SecureRandom random = new SecureRandom();

    @Override
    public String uuid() {
        return UUID.randomUUID().toString();
    }

    @Override
    public String hex(int digits) {
        byte[] bytes = new byte[(digits + 1) / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, digits);
    }
}
