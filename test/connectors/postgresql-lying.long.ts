import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { postgresqlWorld } from './postgresql-world.ts';

lyingVendorContract('postgresql', () => postgresqlWorld({}, ['acme']), {
  emptyPages: 'an answer of PostgreSQL has no pages: it is whole, or the connection broke',
  repeatPages: 'an answer of PostgreSQL has no pages, so none comes twice',
  widen: 'each statement names one role and one thing, and there is no list of members to write',
});
