import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import type { Switches } from '../contracts/lying-vendor-world.ts';
import { connectorOf, manualWorld } from './manual-world.ts';
import { colleague, personOf } from './okta-world.ts';

const none: Switches = {
  renameTargets: null,
  recreateTargets: null,
  otherTenant: null,
  hideFields: null,
  emptyPages: null,
  repeatPages: null,
  failOnce: null,
  drifts: null,
  lag: null,
  catchUp: null,
  widen: null,
  secondAccount: null,
  many: null,
  mindCapitals: null,
  answerOthers: null,
  emptyTenant: null,
  emptyMembers: null,
};

const nobodyIsAsked = 'no vendor is asked: a person does it, and only their proof counts';

lyingVendorContract(
  'manual',
  async () => {
    const tasks = ({ id }: { id: string }) => [`bank/${id}/task/mandate`, `bank/${id}/task/card`];
    return {
      ...manualWorld(connectorOf()),
      pass() {},
      requests: () => 0,
      lastAdministrator: null,
      truth: {
        accounts: ({ id }) => (id === personOf(colleague('U0CLAIRE')).id ? [id] : []),
        // Nobody has done any of it.
        isOpen: () => true,
        open: (id) => tasks({ id }),
      },
      switches: none,
    };
  },
  {
    renameTargets: nobodyIsAsked,
    recreateTargets: nobodyIsAsked,
    otherTenant: nobodyIsAsked,
    hideFields: nobodyIsAsked,
    emptyPages: nobodyIsAsked,
    repeatPages: nobodyIsAsked,
    failOnce: nobodyIsAsked,
    drifts: nobodyIsAsked,
    lag: nobodyIsAsked,
    catchUp: nobodyIsAsked,
    widen: nobodyIsAsked,
    secondAccount: 'whom it concerns is a rule about the person, whatever addresses they have',
    many: 'the tasks are those of the settings, which are read whole',
    mindCapitals: nobodyIsAsked,
    answerOthers: nobodyIsAsked,
    emptyTenant: nobodyIsAsked,
    emptyMembers: nobodyIsAsked,
  },
);
