import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyWith } from '../kills/leavers.ts';
import { type Prepared, prepare } from '../kills/prepare.ts';
import { hasKit } from '../support/mongo/mongod.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { playFaults } from './round.ts';
import { type NodeFault, scheduleFrom, sizes } from './schedule.ts';

/** The script has others; here the same faults every time. */
const seed = 2;
const size = sizes.quick;

describe.skipIf(!hasKit())('departures on three nodes in four processes', { timeout: 900_000 }, () => {
  let prepared: Prepared;
  let cluster: Cluster;
  beforeAll(async () => {
    prepared = await prepare(companyWith(size.departures), { crowded: size.crowded, only: size.systems ?? undefined });
    cluster = await startCluster();
  }, 600_000);
  afterAll(async () => {
    await cluster?.close();
    await prepared?.dispose();
  });

  it('end right whatever is killed, stands still, is full, or has another time, and nothing is done or said twice', async () => {
    const { problems, faults, writes } = await playFaults({ prepared, cluster, seed, size });
    expect(problems, `again: npm run faults -- --quick --seed ${seed}`).toEqual([]);
    // Canaries: faults that meet nothing would prove little.
    expect(faults['kill -9 of Relais']).toBeGreaterThan(0);
    expect(faults['SIGSTOP of Relais']).toBeGreaterThan(0);
    expect(writes.all).toBeGreaterThan(100);
    const nodes: NodeFault['kind'][] = ['step-down', 'kill-primary', 'stop-node', 'full-disk'];
    expect(nodes.filter((kind) => (faults[kind] ?? 0) > 0).length).toBeGreaterThan(0);
  });
});

describe('the schedule of faults', () => {
  it('is the same for the same seed, and has each kind', () => {
    expect(scheduleFrom(7, size)).toEqual(scheduleFrom(7, size));
    expect(scheduleFrom(7, size)).not.toEqual(scheduleFrom(8, size));
    const kinds = scheduleFrom(7, size).nodes.map(({ fault }) => fault.kind);
    expect(kinds.toSorted()).toEqual(['full-disk', 'kill-primary', 'step-down', 'stop-node']);
  });
});
