import { inEnglish, type Words } from '../../domain/localized.ts';
import { errorKindSchema } from '../../domain/systems/evidence.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/**
 * Why a system is missing from the plan, in words. The engine writes `<kind>: <details>`; what a vendor said is for the
 * log, not for people.
 */
export function unresolvedWords(words: Words, voice: Voice): string {
  const reason = voice.localized(words);
  const colon = reason.indexOf(':');
  const code = reason.slice(0, colon);
  // These words are ours and end with what to do: they are not cut as what a vendor said is.
  if (code === 'told-wrongly') return cut(oneLine(reason.slice(colon + 1)).trim(), 500);
  const details = cut(oneLine(reason.slice(colon + 1)), 200);
  if (code === 'ambiguous') return voice.t('unresolved.ambiguous', { accounts: details });
  if (code === 'tenant') return voice.t('unresolved.tenant');
  if (code === 'unconfigured') return voice.t('unresolved.unconfigured');
  if (code === 'still-listed') return voice.t('unresolved.stillListed', { what: details });
  if (code === 'unproven' && details !== '') return voice.t('unresolved.unproven', { what: details });
  if (code === 'mismatch' && details !== '') return voice.t('unresolved.mismatch', { what: details });
  const kind = errorKindSchema.safeParse(code);
  return voice.t(`error.${kind.success ? kind.data : 'unavailable'}`);
}

/** The same for those who steer a departure: what only the settings of Relais can mend is said without naming them. */
export function unresolvedPlainly(reason: Words, voice: Voice): string {
  const [code] = inEnglish(reason).split(':');
  const isOfSettings = code === 'tenant' || code === 'unconfigured' || code === 'unproven' || code === 'mismatch';
  return isOfSettings ? voice.t('unresolved.withIt') : unresolvedWords(reason, voice);
}
