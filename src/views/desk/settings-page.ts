import type { Flow } from '../../domain/flow/flow.ts';
import type { CompanyRole } from '../../domain/people/people.ts';
import type { Tier } from '../../domain/systems/tier.ts';
import { oneLine, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import type { DeskCell, DeskPage, DeskTable } from './desk-page.ts';

/** What this installation is set to, without any secret: what `relais.yaml` and the flows say. */
export interface ShownSettings {
  organisation: string;
  roles: readonly { role: CompanyRole; names: readonly string[] }[];
  systems: readonly { id: string; label: string; tier: Tier; perMinute: number | null }[];
  hrSystems: readonly { id: string; label: string }[];
  flows: readonly Flow[];
  brakes: readonly { name: 'perHour' | 'perDay' | 'destructive' | 'devices' | 'hrFeed'; value: number }[];
  policies: number;
}

export function settingsPage(settings: ShownSettings, voice: Voice): DeskPage {
  const { t } = voice;
  const { organisation, roles, systems, hrSystems, flows, brakes, policies } = settings;
  const cell = (text: string): DeskCell => ({ text: oneLine(text) || '–' });
  const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): DeskTable => ({
    ...{ type: 'table', caption, head },
    rows: rows.map((row) => row.map(cell)),
  });
  const name = t('desk.column.name');
  return {
    view: 'settings',
    title: t('desk.settings'),
    lead: t('desk.settings.lead'),
    filters: [],
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: t('evidence.organisation'), value: oneLine(organisation) },
          { label: t('desk.settings.policies'), value: voice.number(policies) },
        ],
      },
      { type: 'heading', text: t('desk.settings.roles') },
      table(
        t('desk.settings.roles'),
        [t('desk.column.role'), t('desk.column.who')],
        roles.map(({ role, names }) => [t(`desk.role.${role}`), voice.list(names.map(shownName))]),
      ),
      { type: 'heading', text: t('desk.settings.systems') },
      table(
        t('desk.settings.systems'),
        [name, t('desk.column.id'), t('desk.column.tier'), t('desk.column.perMinute')],
        systems.map(({ id, label, tier, perMinute }) => [
          ...[label, id, t(`tier.${tier}`), perMinute === null ? '–' : voice.number(perMinute)],
        ]),
      ),
      ...(hrSystems.length === 0
        ? []
        : [
            { type: 'heading' as const, text: t('desk.settings.hr') },
            table(
              t('desk.settings.hr'),
              [name, t('desk.column.id')],
              hrSystems.map(({ id, label }) => [label, id]),
            ),
          ]),
      { type: 'heading', text: t('desk.settings.flows') },
      table(
        t('desk.settings.flows'),
        [name, t('evidence.flow'), t('desk.column.version'), t('desk.column.steps')],
        flows.map((flow) => [
          ...[voice.localized(flow.name), flow.id, voice.number(flow.version), voice.number(flow.steps.length)],
        ]),
      ),
      { type: 'heading', text: t('desk.settings.brakes') },
      table(
        t('desk.settings.brakes'),
        [name, t('desk.value')],
        brakes.map((one) => [t(`desk.brake.${one.name}`), voice.number(one.value)]),
      ),
    ],
  };
}
