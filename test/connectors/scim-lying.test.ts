import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { scimLyingWorld } from './scim-lying-world.ts';

lyingVendorContract('scim', scimLyingWorld, {
  otherTenant: 'SCIM has no id of the organisation: the address and the token that it takes are the tenant',
  emptyPages: 'SCIM pages by index: after a page without items there is none; with a total above it is unproven',
});
