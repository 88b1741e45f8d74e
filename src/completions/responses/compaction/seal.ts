import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Closes text in a token that clients keep, and that this deployment alone can read and write. */
export interface Seal {
  /** @param owner whose key may open it again. */
  readonly close: (text: string, owner: string) => string;
  /** Undefined for what was changed, was made by another deployment, or belongs to another owner. */
  readonly open: (sealed: string, owner: string) => string | undefined;
}

const CIPHER = 'aes-256-gcm';
/** Tells the form, so that a later one can be read beside it. */
const PREFIX = 'qg1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param secret known to all replicas, and to no client. */
export function createSeal(secret: string | Buffer): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'qoder-gateway compaction', 32));
  return {
    close(text, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner));
      const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return PREFIX + bytes.toString('base64url');
    },
    open(sealed, owner) {
      if (!sealed.startsWith(PREFIX)) return undefined;
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        // What OpenSSL says of a wrong tag has no code of its own.
        return undefined;
      }
    },
  };
}
