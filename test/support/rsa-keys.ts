import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';

const made = new Map<string, KeyPairKeyObjectResult>();

/**
 * RSA keys of 2048 bits by a name of the test's choice, made once a process: to make some takes as long as a whole
 * test, and no key belongs in a repository. Another name, another pair.
 */
export function rsaKeys(name: string): KeyPairKeyObjectResult {
  const known = made.get(name) ?? generateKeyPairSync('rsa', { modulusLength: 2048 });
  made.set(name, known);
  return known;
}
