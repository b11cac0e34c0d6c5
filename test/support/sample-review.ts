import type { Finding } from '../../src/domain/review/finding.ts';
import type { Review } from '../../src/domain/review/review.ts';
import type { ReviewFormData, ShownFinding } from '../../src/views/forms/review-form.ts';

const at = '2026-03-02T09:00:00.000Z';

const classes = [
  ...(['residual', 'ownerless-key', 'owner-left', 'orphaned', 'invitation', 'dormant', 'mismatch'] as const),
];

/** One finding of each class, one of them taken and one left knowingly. */
export const sampleFindings: readonly ShownFinding[] = classes.map((what, index) => {
  const finding: Finding = {
    ...{ class: what, accountId: `a${index}`, login: `gail.${index}@example.com`, name: 'Gail Host' },
    kind:
      what === 'ownerless-key' ? null : ((['person', 'guest', 'service', 'shared'] as const)[index % 4] ?? 'person'),
    person: what === 'orphaned' ? null : { name: 'Gail Host', email: 'gail@example.com' },
    departure: what === 'residual' ? 'd-gail' : null,
    since: what === 'mismatch' ? null : '2026-01-10T09:00:00.000Z',
    differs: what === 'mismatch' ? ['name', 'address', 'title'] : [],
  };
  const decision =
    what === 'dormant'
      ? ({ type: 'taken', by: 'tom', at } as const)
      : what === 'mismatch'
        ? ({
            type: 'exception',
            by: 'tom',
            at,
            reason: 'Changes her name in May',
            until: '2026-06-01T00:00:00.000Z',
          } as const)
        : null;
  return { id: `f${index}`, system: 'okta', label: 'Okta', finding, decision };
});

const read = { status: 'read', at, unusedUnknown: 1, away: 1 } as const;

const systems: Review['systems'] = [
  {
    ...{ ...read, system: 'okta', label: 'Okta', accounts: 2104, unknown: 12, peopleKnown: false },
    ...{ counts: { residual: 1, orphaned: 3 }, untold: [{ en: 'API tokens', fr: 'jetons d’API' }] },
  },
  {
    ...{ status: 'untold', system: 'code', label: 'GitHub', at },
    reason: { en: 'the list was cut short', fr: 'la liste a été tronquée' },
  },
  { status: 'unlisted', system: 'bank', label: 'Bank' },
];

const done: Review = {
  ...{ id: 'r1', by: 'tom', beganAt: at, systems },
  ended: { at: '2026-03-02T09:04:00.000Z', how: 'done', by: 'system' },
};

/** Before the first, under way, called off, and over with something found and something not told. */
export const sampleReviews: readonly Omit<ReviewFormData, 'reader'>[] = [
  { review: null, findings: [], page: 0, past: [] },
  {
    review: { ...done, ended: null, systems: [...systems, { status: 'waiting', system: 'crm', label: 'CRM' }] },
    ...{ findings: [], page: 0, past: [] },
  },
  { review: { ...done, ended: { at, how: 'cancelled', by: 'tom' } }, findings: [], page: 0, past: [] },
  {
    review: done,
    findings: [...sampleFindings, ...sampleFindings.map((one) => ({ ...one, id: `${one.id}x` })), ...sampleFindings],
    page: 1,
    past: [{ endedAt: '2026-02-02T09:00:00.000Z', findings: 9, untold: 1 }],
  },
];
