import { systemsSchema } from '../connectors/registry.ts';
import { organisationSchema } from '../engine/people/directory.ts';
import type { RelaisFile } from '../relais-file.ts';
import { company } from '../workspace/company.ts';

/** The invented company as a `relais.yaml` would describe it. */
export function sandboxFile(systems: unknown[]): RelaisFile {
  const emails = (role: 'hr' | 'it' | 'admin') =>
    company.filter(({ roles }) => roles.includes(role)).map(({ email }) => email);
  const emailOf = (id: string | null) => company.find((person) => person.id === id)?.email;
  return {
    organisation: organisationSchema.parse({
      name: 'Atelier Lumen',
      roles: { hr: emails('hr'), it: emails('it'), admin: emails('admin') },
      people: company.map(({ email, managerId, team, country, locale, timeZone, title, workerType }) => ({
        email,
        manager: emailOf(managerId),
        team,
        title,
        country,
        locale,
        timeZone,
        ...(workerType && { workerType }),
      })),
    }),
    systems: systemsSchema.parse(systems),
  };
}
