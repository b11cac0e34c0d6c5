import type { LeaverAccount } from '../../domain/actions/leaver-account.ts';

import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { act } from '../act-names.ts';
import { button, item, items, note, section } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { AccessReading } from './access-reading.ts';

type Alert = Departure['alerts'][number];

/**
 * When an account was last used after it had been closed, by the vendor's clock; null where nobody told of such a use.
 */
export function lastUseOf({ watchedFrom, usedUntil }: LeaverAccount): Instant | null {
  return watchedFrom !== null && usedUntil !== null && usedUntil > watchedFrom ? usedUntil : null;
}

/** The account that an alarm about use, or about an account, is about. */
export function accountOfAlert({ accounts }: Departure, { subject }: Alert): LeaverAccount | undefined {
  return accounts.find((one) => one.id === subject || `${one.system}/${one.id}` === subject);
}

/** Which accounts were used after access had ended, when, and whether anybody has looked at it. */
export function usedBlocks({ departure, voice }: AccessReading): readonly CardBlock[] {
  const used = departure.accounts.flatMap((account) => {
    const at = lastUseOf(account);
    return at === null ? [] : [{ account, at }];
  });
  return section(
    voice.t('access.used'),
    used.length > 0 && note(voice.t('access.usedWhy')),
    items(
      used.map(({ account, at }) => {
        const waiting = departure.alerts.find(
          (alert) =>
            alert.kind === 'activity' && alert.clearedAt === null && accountOfAlert(departure, alert) === account,
        );
        const system = oneLine(account.systemLabel);
        return item(
          waiting ? 'failed' : 'info',
          voice.t(waiting ? 'access.usedUnseen' : 'access.usedSeen'),
          [{ strong: system }, ` · ${cut(oneLine(account.login), 100)}`],
          {
            detail: voice.t('access.usedWhen', {
              when: voice.instant(at),
              closed: voice.instant(account.watchedFrom ?? at),
            }),
            ...(waiting && {
              action: button(
                voice,
                act('alert.acknowledge', departure.id, { target: waiting.id }),
                'button.acknowledge',
                { about: system },
              ),
            }),
          },
        );
      }),
    ),
  );
}
