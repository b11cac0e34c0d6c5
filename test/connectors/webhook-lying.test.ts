import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { webhookLyingWorld } from './webhook-lying-world.ts';

const oneState = 'a receiver tells one state of one address: it has no lists, groups or pages';
const ownWord = 'a receiver is of one’s own making and lists nobody: its own words about the address are all there is';

lyingVendorContract('webhook', () => webhookLyingWorld(), {
  renameTargets: oneState,
  recreateTargets: oneState,
  emptyPages: oneState,
  repeatPages: oneState,
  many: oneState,
  emptyMembers: oneState,
  widen: 'a receiver tells nothing about anybody else',
  mindCapitals: `${ownWord}; the settings say that capitals must not matter`,
  answerOthers: 'the answer names nobody, so it is about who was asked for',
  emptyTenant: ownWord,
});
