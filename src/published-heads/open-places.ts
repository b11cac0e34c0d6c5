import { resolveSecret, type SecretSources } from '../connectors/secrets.ts';
import type { Store } from '../engine/ports/store.ts';
import type { HeadsPlace } from '../evidence/heads-place.ts';
import { filePlace } from './file-place.ts';
import { mailPlace, type SendLine } from './mail-place.ts';
import type { HeadsSettings } from './places-settings.ts';

interface Around extends SecretSources {
  fetch: typeof globalThis.fetch;
  now: () => Date;
  notes: Store['notes'];
  /** Null where no mail is sent: then mailboxes are left out. */
  send: SendLine | null;
}

/**
 * Every place that `evidence.heads` names. Calls none; what speaks with one is not loaded before. Throws SecretError.
 */
export async function openPlaces(
  { file, s3, git, email }: HeadsSettings,
  { fetch, now, notes, send, ...sources }: Around,
): Promise<HeadsPlace[]> {
  const places: HeadsPlace[] = [];
  if (file !== undefined) places.push(filePlace(file));
  if (s3) {
    const { s3Place } = await import('./s3-place.ts');
    places.push(s3Place(s3, { secretKey: resolveSecret(s3.secretAccessKey, sources), fetch, now }));
  }
  if (git) {
    const { gitPlace } = await import('./git-place.ts');
    places.push(gitPlace(git, { password: resolveSecret(git.password, sources), fetch }));
  }
  if (email && send) places.push(mailPlace(email.to, { notes, send }));
  return places;
}
