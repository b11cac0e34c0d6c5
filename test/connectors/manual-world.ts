import { manual } from '../../src/connectors/manual/index.ts';
import { createManualConnector } from '../../src/connectors/manual/manual-connector.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import type { ConnectorWorld } from '../contracts/connector-contract.ts';
import { colleague, personOf } from './okta-world.ts';

export const claire = personOf(colleague('U0CLAIRE'));
const alex = personOf(colleague('U0ALEX'));

export const entry = {
  id: 'bank',
  type: 'manual',
  label: 'Bank portal',
  tier: 'finance',
  appliesTo: { teams: ['sales', 'Direction'] },
  tasks: [
    {
      id: 'mandate',
      label: 'Mandate',
      instructions: { en: 'Take the mandate back.', fr: 'Retirez le mandat.' },
      effect: 'destructive',
    },
    { id: 'card', label: 'Company card', instructions: 'Block the card and attach the confirmation.' },
  ],
};

export const connectorOf = (changes: object = {}) =>
  createManualConnector(manual.schema.parse({ ...entry, ...changes }));

export function manualWorld(connector: Connector): ConnectorWorld {
  return {
    connector,
    now: () => new Date(),
    people: { present: claire, absent: alex, ambiguous: null },
    expectedItems: ({ id }) => [`bank/${id}/task/mandate`, `bank/${id}/task/card`],
    protecting: () => null,
    secrets: [],
    writes: () => 0,
    trouble() {},
    use() {},
    loseScope() {},
    async close() {},
  };
}
