import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { scimLyingWorld } from './scim-lying-world.ts';

lyingVendorContract('scim', scimLyingWorld, {
  emptyPages: 'SCIM pages by index: after a page without items there is none; with a total above it is unproven',
});
