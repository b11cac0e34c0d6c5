import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { cutOffCapSchema } from '../domain/brake/brake.ts';

/**
 * What operators see under `/metrics`; names and units follow Prometheus' conventions. No label ever holds a person.
 */
export interface Metrics {
  registry: Registry;
  commands: Counter<'type' | 'result'>;
  revocations: Counter<'system' | 'status'>;
  timeToDeactivate: Histogram<'system'>;
  posts: Counter<'channel' | 'result'>;
  reconciles: Counter<'result'>;
  lateness: Histogram<'why'>;
  overdue: Gauge;
  braked: Counter<'cap'>;
  slackTokenEnds: Gauge;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    commands: new Counter({
      name: 'relais_commands_total',
      help: 'Commands by type and result (done, refused, failed).',
      labelNames: ['type', 'result'],
      registers,
    }),
    revocations: new Counter({
      name: 'relais_revocation_results_total',
      help: 'Recorded results of revocation calls and read-backs, by system and status.',
      labelNames: ['system', 'status'],
      registers,
    }),
    timeToDeactivate: new Histogram({
      name: 'relais_time_to_deactivate_seconds',
      help: 'From the cut-off to the verified end of an action, by system.',
      labelNames: ['system'],
      buckets: [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400],
      registers,
    }),
    posts: new Counter({
      name: 'relais_posts_total',
      help: 'Cards posted and updated, by channel and result (posted, updated, failed).',
      labelNames: ['channel', 'result'],
      registers,
    }),
    reconciles: new Counter({
      name: 'relais_reconciles_total',
      help: 'Passes of the reconciler, by result (settled, failed).',
      labelNames: ['result'],
      registers,
    }),
    lateness: new Histogram({
      name: 'relais_wake_lateness_seconds',
      help: 'How long after its instant due work was begun, by reason.',
      labelNames: ['why'],
      buckets: [0.1, 0.5, 1, 5, 30, 60, 300, 3600],
      registers,
    }),
    overdue: new Gauge({
      name: 'relais_overdue_departures',
      help: 'Departures the latest sweep found with work due.',
      registers,
    }),
    braked: brakedCounter(registers),
    slackTokenEnds: new Gauge({
      name: 'relais_slack_token_end_timestamp_seconds',
      help: 'When the bot token of Slack ends that Relais renews by itself; 0 where it renews none.',
      registers,
    }),
  };
}

/** Each cap is there from the start, at 0: an alarm on a rise has something to rise from. */
function brakedCounter(registers: Registry[]): Counter<'cap'> {
  const counter = new Counter({
    name: 'relais_braked_cut_offs_total',
    help: 'Confirmed cut-offs that a brake held, by the cap (hour, day, tripped).',
    labelNames: ['cap'],
    registers,
  });
  for (const cap of cutOffCapSchema.options) counter.inc({ cap }, 0);
  return counter;
}
