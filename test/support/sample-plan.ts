import { newRevocation } from '../../src/domain/actions/new-revocation.ts';
import type { Revocation } from '../../src/domain/actions/revocation.ts';
import type { Instant } from '../../src/domain/calendar/time.ts';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import type { PlannedAction, Stage } from '../../src/domain/systems/action.ts';
import type { Tier } from '../../src/domain/systems/tier.ts';
import type { Task } from '../../src/domain/tasks/task.ts';

/** Words that only some readers may meet; tests look for them everywhere else. */
export const secrets = {
  notes: 'zebranotes',
  otherNotes: 'quaggawords',
  declineReason: 'ostrichreason',
  endReason: 'heronmotive',
  call: 'ibexcall',
  login: 'lynxlogin',
  answer: 'marmotanswer',
  failure: 'newtfailure',
  waiver: 'otterwaiver',
  proof: 'pumaproof',
} as const;

export const createdAt: Instant = '2026-11-02T09:00:00.000Z';
/** 18:00 in Paris on Friday 27 November 2026. */
export const cutOff: Instant = '2026-11-27T17:00:00.000Z';
export const planHash = 'a'.repeat(64);
const zone = 'Europe/Paris';

export const dates = {
  lastWorkingDay: { date: '2026-11-27', zone },
  contractEnd: { date: '2026-11-30', zone },
  cutOff: { at: cutOff, zone },
};

export function sampleFlow(rest: Partial<Flow> = {}): Flow {
  const ladder = { due: { from: 'last-working-day', offset: -2, unit: 'business-days' }, reminders: [] };
  return {
    ...flowSchema.parse({
      id: 'resignation',
      version: 1,
      name: { en: 'Resignation of an employee', fr: 'Démission d’un salarié' },
      kinds: ['resignation'],
      workerTypes: ['employee'],
      cutOff: { mode: 'scheduled', suggested: { from: 'last-working-day', at: '18:00' } },
      confirmation: {
        confirmers: [
          { role: 'hr', count: 1 },
          { role: 'it', count: 1 },
        ],
      },
      steps: [],
      handovers: ladder,
      equipment: ladder,
      credentials: ladder,
      survey: { opens: { from: 'last-working-day', offset: -3 }, closes: { from: 'last-working-day', offset: 14 } },
      farewell: { from: 'last-working-day', offset: -1 },
    }),
    ...rest,
  };
}

export const dismissalFlow = sampleFlow({
  id: 'dismissal',
  name: { en: 'Dismissal', fr: 'Licenciement' },
  kinds: ['dismissal'],
  confidential: true,
  cutOff: { mode: 'released', holdMinutes: 10, suggested: { from: 'last-working-day', offset: 0, unit: 'days' } },
});

export function sampleTask(id: string, rest: Partial<Task> = {}): Task {
  return {
    id,
    nature: 'step',
    flowStepId: null,
    title: { en: `Step ${id}`, fr: `Étape ${id}` },
    notes: null,
    status: 'offered',
    rev: 3,
    assignee: 'nadia',
    candidates: [],
    role: 'hr',
    startsAt: createdAt,
    dueAt: '2026-11-20T16:00:00.000Z',
    after: [],
    proof: 'none',
    reminders: ['2026-11-18T09:00:00.000Z'],
    reminded: 0,
    remindedAt: null,
    escalateAt: '2026-11-23T09:00:00.000Z',
    escalateTo: ['maya'],
    escalatedAt: null,
    declines: [],
    done: null,
    condition: null,
    skipped: null,
    ...rest,
  };
}

export function sampleAction(
  system: string,
  stage: Stage,
  rest: Partial<PlannedAction> & { tier?: Tier } = {},
): PlannedAction {
  return {
    id: `${system}/1/${stage}${rest.target ? `/${rest.target.id}` : ''}`,
    system,
    systemLabel: system.charAt(0).toUpperCase() + system.slice(1),
    tier: 'identity',
    tenant: `https://${system}.example.com t-1`,
    accountId: '1',
    accountLogin: `${secrets.login}@example.com`,
    stage,
    target: null,
    call: `POST /api/v1/users/1/${secrets.call}`,
    effect: 'reversible',
    fallback: null,
    needs: [],
    manual: false,
    residualMinutes: 0,
    ...rest,
  };
}

export function sampleRevocation(action: PlannedAction, rest: Partial<Revocation> = {}): Revocation {
  return { ...newRevocation(action), rev: 5, ...rest };
}

export const actions: readonly PlannedAction[] = [
  sampleAction('ledger', 'disable', { tier: 'finance' }),
  sampleAction('okta', 'disable'),
  sampleAction('okta', 'sessions', { residualMinutes: 60 }),
  sampleAction('github', 'groups', { tier: 'code', target: { id: 'g7', label: 'Platform' } }),
  sampleAction('github', 'delete', { tier: 'code', effect: 'destructive' }),
  sampleAction('badge', 'task', {
    tier: 'other',
    manual: true,
    target: { id: 'door', label: 'Badge of the office' },
    call: { en: 'Take the badge back.', fr: 'Reprenez le badge.' },
  }),
];

export const tasks: readonly Task[] = [
  sampleTask('pay', { title: { en: 'Prepare the final pay', fr: 'Préparer le solde de tout compte' } }),
  sampleTask('return', { assignee: 'alex', role: 'leaver', dueAt: '2026-11-27T16:00:00.000Z' }),
  sampleTask('archive', { assignee: 'tom', role: 'it', status: 'waiting', dueAt: '2026-12-04T16:00:00.000Z' }),
  sampleTask('handover-1', {
    nature: 'handover',
    title: 'Supplier invoices',
    notes: `All in the shared folder. ${secrets.notes}`,
    assignee: 'jonas',
    candidates: ['lea'],
    role: null,
  }),
  sampleTask('handover-2', {
    nature: 'handover',
    title: 'On-call rota',
    notes: secrets.otherNotes,
    assignee: 'lea',
    status: 'accepted',
    role: null,
    dueAt: '2026-11-25T16:00:00.000Z',
  }),
  sampleTask('handover-3', {
    nature: 'handover',
    title: 'Press contacts',
    notes: null,
    assignee: null,
    status: 'unassigned',
    role: null,
    declines: [{ by: 'jonas', reason: secrets.declineReason, at: '2026-11-05T10:00:00.000Z' }],
  }),
  sampleTask('equipment-1', { nature: 'equipment', title: 'Laptop', assignee: 'tom', role: 'it' }),
  sampleTask('credentials-1', { nature: 'credential', title: 'Alarm code', assignee: 'ines', role: 'it' }),
  sampleTask('letter', {
    status: 'done',
    done: { by: 'nadia', at: '2026-11-06T10:00:00.000Z', notes: 'Sent by post', late: true },
  }),
  sampleTask('lunch', {
    status: 'skipped',
    skipped: { by: 'maya', reason: secrets.endReason, at: '2026-11-06T10:00:00.000Z' },
  }),
];
