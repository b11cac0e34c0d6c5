import { companyRoleSchema } from '../../domain/people/people.ts';
import { settingsPage } from '../../views/desk/settings-page.ts';
import type { DrawPage } from './reading.ts';

export const drawSettings: DrawPage = async ({ deps, voice }) => {
  const { brakes } = deps;
  const roles = await Promise.all(
    companyRoleSchema.options.map(async (role) => ({
      role,
      names: (await deps.directory.holders(role)).map(({ name }) => name),
    })),
  );
  return settingsPage(
    {
      organisation: deps.organisationName,
      roles,
      systems: [...deps.connectors.values()].map(({ id, label, tier, perMinute = null }) => ({
        ...{ id, label, tier, perMinute },
      })),
      hrSystems: deps.hrSources ?? [],
      flows: deps.flows,
      brakes: [
        { name: 'perHour', value: brakes.cutOffs.perHour },
        { name: 'perDay', value: brakes.cutOffs.perDay },
        { name: 'destructive', value: brakes.destructivePerDeparture },
        { name: 'devices', value: brakes.devicesPerDay },
        { name: 'hrFeed', value: brakes.hrFeed.people },
      ],
      policies: deps.retention?.policies.length ?? 0,
    },
    voice,
  );
};
