import { uncovered } from '../../domain/confirmation/coverage.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { systemsOf } from '../access/access-state.ts';
import { totalWords } from '../access/plan.ts';
import { planPages } from '../access/plan-pages.ts';
import { act } from '../act-names.ts';
import { audienceOf, readsAccess } from '../audience.ts';
import { actions, blocks, button, note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

interface Asked {
  departure: Departure;
  reader: Person;
  roles: readonly CompanyRole[];
  /** From 0; one that is not there is the nearest that is. */
  page: number;
}

/**
 * All that a confirmation covers, page by page: the whole plan, or, once the run has begun, what nobody has confirmed
 * yet. For those who read the access card.
 */
export function accessPlanForm({ departure, reader, roles, page }: Asked): FormView {
  const voice = voiceFor(reader);
  const about = shownName(departure.leaver.name);
  const mayRead = readsAccess(audienceOf(departure, reader, roles)) && departure.status !== 'draft';
  const covered = departure.runStartedAt === null ? departure.revocations : uncovered(departure);
  const systems = mayRead ? systemsOf(covered) : [];
  const pages = planPages(systems, voice);
  const last = Math.max(0, pages.length - 1);
  const at = Math.min(Math.max(0, Number.isInteger(page) ? page : 0), last);
  const turn = (to: number) => act('access.plan', departure.id, { target: String(to) });
  return {
    ...form(voice, {
      kind: 'access-plan',
      title: 'form.access-plan.title',
      submit: null,
      parts: shown(
        blocks(
          systems.length > 0
            ? text([{ strong: about }, ` · ${totalWords(systems, voice)}`])
            : text(voice.t(mayRead ? 'form.access-plan.nothing' : 'refusal.not-found')),
          ...(pages[at] ?? []),
          last > 0 && note(voice.t('wave.page', { page: at + 1, pages: last + 1 })),
          actions(
            at > 0 && button(voice, turn(at - 1), 'button.wavePrevious', { about }),
            at < last && button(voice, turn(at + 1), 'button.waveNext', { about }),
          ),
        ),
      ),
    }),
    again: turn(at),
  };
}
