import { describe, expect, it } from 'vitest';
import { departuresForm } from '../../src/views/forms/departures-form.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { formTexts } from '../support/view-text.ts';

describe('the list of all departures', () => {
  const sample = sampleDeparture();
  const [task] = sample.tasks;
  const departure = {
    ...sample,
    ...{ status: 'active' as const, revocations: [] },
    tasks: task ? [{ ...task, status: 'accepted' as const, dueAt: '2026-03-10T16:00:00.000Z' }] : [],
  };
  const textsAt = (now: string, locale: 'en' | 'fr') =>
    formTexts(
      departuresForm({
        ...{
          reader: reading(people.nadia, locale),
          roles: ['hr'],
          now,
          departures: [departure],
          total: 1,
          ownKinds: [],
        },
        filters: { open: true, kind: null, manager: null, from: null, to: null, late: false, page: 0 },
      }),
    ).join('\n');

  it('calls next what comes, and never what is late', () => {
    expect(textsAt('2026-03-09T12:00:00.000Z', 'en')).toContain('Next: Tuesday 10 March 2026');
    const late = textsAt('2026-03-12T12:00:00.000Z', 'en');
    expect(late).toContain('Due since Tuesday 10 March 2026');
    expect(late).not.toContain('Next:');
    expect(textsAt('2026-03-12T12:00:00.000Z', 'fr')).not.toContain('Prochaine date');
  });
});
