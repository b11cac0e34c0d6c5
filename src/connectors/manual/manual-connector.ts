import { toInstant } from '../../domain/calendar/time.ts';
import type { Localized } from '../../domain/localized.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import { type Connector, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { planAction, targetOf } from '../planned-action.ts';
import { concerns } from './applies-to.ts';
import type { ManualSettings, ManualTask } from './manual-settings.ts';

/** By what it is known whether the system concerns somebody: the conditions that the company wrote. */
const byItsRule: Localized = { en: 'the company’s own rule', fr: 'la règle de l’entreprise' };

/**
 * A system that no program can reach: a bank portal, a phone contract. A person does it and attaches proof; nothing is
 * called.
 */
export function createManualConnector(settings: ManualSettings): Connector {
  const { id, label, tier, tasks, appliesTo } = settings;
  const tenant = `relais.yaml#${id}`;

  const taskOf = (action: PlannedAction): ManualTask => {
    const task = tasks.find((each) => each.id === targetOf(action).id);
    if (!task)
      throw new ConnectorError('mismatch', {
        en: `${action.id}: the task is not in the settings any more`,
        fr: `${action.id} : la tâche n’est plus dans les réglages`,
      });
    return task;
  };

  return {
    id,
    label,
    tier,
    async find(person, context) {
      const { concerned, why } = concerns(appliesTo, person);
      const evidence = [ruleEvidence(id, why, context)];
      // Its rule is all that is asked, and its own word is the control.
      const base = { tenant, asked: [byItsRule], evidence };
      if (!concerned) return { status: 'none', ...base };
      const account = {
        system: id,
        systemLabel: label,
        tenant,
        id: person.id,
        login: person.email,
        name: person.name,
        status: '',
        protectedBecause: null,
      };
      return { status: 'found', accounts: [account], ...base };
    },
    async look(account) {
      const items = tasks.map(
        (task): LookItem => ({
          // Nothing can be asked whether a person has done it.
          standing: 'untold',
          action: planAction(settings, account, {
            verb: 'task',
            stage: 'task',
            target: { id: task.id, label: task.label },
            call: task.instructions,
            effect: task.effect,
            manual: true,
          }),
        }),
      );
      return { account, presence: 'there', items, snapshot: {}, untold: [] };
    },
    async act(action) {
      return { status: 'manual', message: taskOf(action).instructions };
    },
    async readBack() {
      return { state: 'unreadable', evidence: [] };
    },
    async lastUse() {
      return null;
    },
    async check() {
      return { ok: true, granted: null, needed: [], problems: [] };
    },
  };
}

/** Where a look-up is a rule of the settings, that rule is the evidence. */
function ruleEvidence(id: string, detail: string, context: ConnectorContext) {
  return {
    at: toInstant(context.now()),
    method: 'RULE',
    url: `relais.yaml#${id}`,
    http: null,
    requestId: null,
    detail: detail.slice(0, 200),
  };
}
