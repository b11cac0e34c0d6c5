import type { Fetch } from '../../src/connectors/http/transport.ts';
import type { CheckedHrSystem } from '../../src/hris/define-hr-system.ts';
import { createHrSystems, hrisSchema } from '../../src/hris/registry.ts';
import { type Company, createCompany, type FakePerson } from './company.ts';
import type { FakeVendor, Given } from './fake-vendor.ts';

export const hookSecret = 'canary-hook-secret';
export const previousHookSecret = 'canary-hook-secret-before';

export interface HrWorld {
  system: CheckedHrSystem;
  company: Company;
  fetch: Fetch;
  /** The clock of everybody. */
  now(): Date;
  pass(minutes: number): void;
  requests(): number;
  /** The nth request from now on gets this instead; `always` from then on. */
  fail(how: Given & { nth?: number; always?: boolean; truncated?: boolean }): void;
  set(id: string, change: Partial<FakePerson>): void;
}

/** An HR system by its entry in `relais.yaml`, before a fake of its vendor. */
export function hrWorld(vendor: FakeVendor, more: Readonly<Record<string, unknown>> = {}): HrWorld {
  let passed = 0;
  const now = () => new Date(Date.parse('2026-11-30T09:00:00Z') + passed);
  const company = createCompany(now);
  let requests = 0;
  let failing: (Parameters<HrWorld['fail']>[0] & { from: number }) | null = null;

  const fetch: Fetch = async (url, { method, headers, body }) => {
    requests += 1;
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const isFailing = failing && (failing.always ? requests >= failing.from : requests === failing.from);
    const given =
      isFailing && failing && !failing.truncated
        ? failing
        : vendor.answer({ method, url, headers: lower, body }, company);
    const text = given.text ?? (given.json === undefined ? '' : JSON.stringify(given.json));
    const shown = isFailing && failing?.truncated ? text.slice(0, Math.floor(text.length / 2)) : text;
    return new Response(shown, {
      status: given.status ?? 200,
      headers: { 'content-type': 'application/json', ...given.headers },
    });
  };

  const hooks = vendor.hooks ? { hookSecret: 'env:HOOK', previousHookSecret: 'env:HOOK_BEFORE' } : {};
  const entry = { id: 'hr', type: vendor.type, label: 'HR', ...vendor.settings, ...hooks, perMinute: 60_000, ...more };
  const [system] = createHrSystems(hrisSchema.parse([entry]), {
    env: { ...vendor.env, HOOK: hookSecret, HOOK_BEFORE: previousHookSecret },
    fetch,
    now,
    allowPrivateAddresses: false,
  });
  if (!system) throw new Error('there is no system');
  return {
    system,
    company,
    fetch,
    now,
    pass(minutes) {
      passed += minutes * 60_000;
    },
    requests: () => requests,
    fail(how) {
      failing = { ...how, from: requests + (how.nth ?? 1) };
    },
    set(id, change) {
      const one = company.find(id);
      if (!one) throw new Error(`${id} is nobody`);
      Object.assign(one, { changedAt: `${now().toISOString().slice(0, 19)}Z` }, change);
    },
  };
}
