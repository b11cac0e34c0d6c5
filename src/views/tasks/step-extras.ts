import type { Departure } from '../../domain/departure.ts';
import type { Signature } from '../../domain/tasks/signature.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { facts } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** Who sent the step back last, and why; null where nobody did. */
export function sentBackWords(departure: Departure, { sentBack }: Task, voice: Voice): string | null {
  const last = sentBack?.at(-1);
  if (!last) return null;
  const who = nameOf(departure, last.by, voice);
  return voice.t('task.sentBack', { who, reason: cut(oneLine(last.reason), 500) });
}

/** Under which name it was signed, and the digest by which what was signed is known again. */
export function signedWords({ name, digest }: Pick<Signature, 'name' | 'digest'>, voice: Voice): string {
  return voice.t('task.signed', { name: cut(oneLine(name), 120), digest });
}

/** The links that the flow gives with a step, on one line. */
export function linksBlock({ links = [] }: Task, voice: Voice): CardBlock | false {
  if (links.length === 0) return false;
  const list = links.flatMap(({ label, url }, index) => [
    ...(index === 0 ? [] : [' · ']),
    { link: url, label: cut(oneLine(voice.localized(label)), 150) },
  ]);
  return facts([voice.t('task.links'), list]);
}
