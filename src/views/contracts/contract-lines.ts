import type { WorkerType } from '../../domain/flow/flow.ts';
import { act } from '../act-names.ts';
import { button, item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** One contract for a time as its reader may see it. */
export interface ContractLine {
  /** The person's main address; names the contract in an act. */
  email: string;
  name: string;
  workerType: WorkerType | null;
  /** The day on which it ends by now, and the one that was told where it was extended since. */
  endsOn: string;
  extendedFrom: string | null;
  /** Days until the end; negative once it has passed. */
  daysLeft: number;
  /** Name and address of whoever answers for it; the name is the address where nobody knows them. */
  sponsor: string | null;
  sponsorEmail: string | null;
  /** Whether the reader is that person. */
  isSponsor: boolean;
  /** Whether somebody said that it ends then. */
  isDecided: boolean;
  /**
   * The departure that the reader may know of. `over`: access has begun to end, or has ended. `goesBy`: the HR system
   * that speaks for it, so that an extension here reaches nobody who leads it; null where it does.
   */
  departure: { id: string; state: 'draft' | 'planned' | 'over'; goesBy: string | null } | null;
  /** Whether the reader may decide about it. */
  decides: boolean;
}

/** Whether the end has passed and access is not known to end: what the list is for. */
export function isPassed({ daysLeft, departure }: ContractLine): boolean {
  return daysLeft < 0 && departure?.state !== 'over';
}

/** A contract in one line, with the way to it. */
export function contractItem(line: ContractLine, voice: Voice): CardItem {
  const name = shownName(line.name);
  const icon = isPassed(line) ? 'failed' : line.isDecided || line.departure ? 'waiting' : 'todo';
  return item(icon, contractState(line, voice), [{ strong: name }, ` · ${endWords(line, voice)}`], {
    detail: contractDetail(line, voice),
    action: button(voice, act('contract.open', null, { target: line.email }), 'button.open', { about: name }),
  });
}

/** Where it stands, in a few words. */
export function contractState(line: ContractLine, voice: Voice): string {
  if (isPassed(line)) return voice.t('contract.state.passed');
  if (line.departure !== null) return voice.t(`contract.state.${line.departure.state}`);
  return voice.t(line.isDecided ? 'contract.state.ends' : 'contract.state.open');
}

export function endWords({ endsOn, daysLeft }: ContractLine, voice: Voice): string {
  const day = voice.day({ date: endsOn });
  return daysLeft < 0
    ? voice.t('contract.ended', { day, days: -daysLeft })
    : voice.t('contract.ends', { day, days: daysLeft });
}

function contractDetail({ sponsor, extendedFrom }: ContractLine, voice: Voice): string {
  const parts = [
    sponsor === null ? voice.t('contract.noSponsor') : voice.t('contract.sponsor', { name: oneLine(sponsor) }),
    ...(extendedFrom === null ? [] : [voice.t('contract.extendedFrom', { day: voice.day({ date: extendedFrom }) })]),
  ];
  return parts.join(' · ');
}
