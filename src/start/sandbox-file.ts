import { systemsSchema } from '../connectors/registry.ts';
import { organisationSchema } from '../engine/people/directory.ts';
import type { RelaisFile } from '../relais-file.ts';
import { company, fieldStaff } from '../workspace/company.ts';

/** The invented company as a `relais.yaml` would describe it. */
export function sandboxFile(systems: unknown[]): RelaisFile {
  const emails = (role: 'hr' | 'it' | 'admin') =>
    company.filter(({ roles }) => roles.includes(role)).map(({ email }) => email);
  const emailOf = (id: string | null) => company.find((person) => person.id === id)?.email;
  return {
    organisation: organisationSchema.parse({
      name: 'Atelier Lumen',
      roles: { hr: emails('hr'), it: emails('it'), admin: emails('admin') },
      people: [...company, ...fieldStaff].map(
        ({ email, managerId, team, country, locale, timeZone, title, ...more }) => ({
          email,
          manager: emailOf(managerId),
          team,
          title,
          country,
          locale,
          timeZone,
          ...(more.workerType && { workerType: more.workerType }),
          ...(fieldStaff.some((one) => one.email === email) && { name: more.name, channel: 'email' }),
        }),
      ),
    }),
    systems: systemsSchema.parse(systems),
  };
}
