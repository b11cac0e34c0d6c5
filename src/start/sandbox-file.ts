import { calendarsSchema } from '../calendars/registry.ts';
import { systemsSchema } from '../connectors/registry.ts';
import { figuresSettingsSchema } from '../domain/figures/figures-settings.ts';
import { surveySettingsSchema } from '../domain/survey/survey-settings.ts';
import { alumniSettingsSchema } from '../engine/alumni/alumni-settings.ts';
import { brakesSchema } from '../engine/brakes/limits.ts';
import { criticalPostsSchema } from '../engine/brand/brand-settings.ts';
import { contractSettingsSchema } from '../engine/contracts/contract-settings.ts';
import { retentionSchema } from '../engine/erasure/retention-settings.ts';
import { hrSettingsSchema } from '../engine/hr/hr-settings.ts';
import { sharedAccountsSchema } from '../engine/people/shared-accounts.ts';
import { reviewSettingsSchema } from '../engine/reviews/review-settings.ts';
import { evidenceSettingsSchema } from '../evidence-settings.ts';
import { hrisSchema } from '../hris/registry.ts';
import { fileOrganisationSchema, type RelaisFile } from '../relais-file.ts';
import { company, fieldStaff } from '../workspace/company.ts';

/** Roles of its own that the invented company has, for flows that name such. */
export const sandboxOwnRoles = [
  { id: 'legal', name: { en: 'Legal', fr: 'le service juridique' }, people: ['hugo.martin@example.com'] },
  { id: 'finance', name: { en: 'Finance', fr: 'la comptabilité' }, people: ['claire.petit@example.com'] },
  { id: 'facilities', name: { en: 'Facilities', fr: 'les services généraux' }, people: ['leo.dubois@example.com'] },
];

/** The invented company as a `relais.yaml` would describe it. */
export function sandboxFile(systems: unknown[], hris: unknown[] = []): RelaisFile {
  const emails = (role: 'hr' | 'it' | 'admin') =>
    company.filter(({ roles }) => roles.includes(role)).map(({ email }) => email);
  const emailOf = (id: string | null) => company.find((person) => person.id === id)?.email;
  return {
    organisation: fileOrganisationSchema.parse({
      name: 'Atelier Lumen',
      roles: { hr: emails('hr'), it: emails('it'), admin: emails('admin') },
      ownRoles: sandboxOwnRoles,
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
    hris: hrisSchema.parse(hris),
    calendars: calendarsSchema.parse([]),
    sharedAccounts: sharedAccountsSchema.parse([
      {
        ...{ id: 'linkedin-page', name: 'LinkedIn page of Atelier Lumen', network: 'linkedin' },
        page: 'https://www.linkedin.com/company/example/admin',
        owners: ['claire.petit@example.com', 'hugo.martin@example.com'],
      },
    ]),
    criticalPosts: criticalPostsSchema.parse({ deciders: ['hugo.martin@example.com', 'maya.chen@example.com'] }),
    alumni: alumniSettingsSchema.parse({ ask: ['resignation', 'retirement', 'contract-end'] }),
    hr: hrSettingsSchema.parse({}),
    contracts: contractSettingsSchema.parse({}),
    brakes: brakesSchema.parse({}),
    evidence: evidenceSettingsSchema.parse({}),
    retention: retentionSchema.parse({}),
    review: reviewSettingsSchema.parse({}),
    figures: figuresSettingsSchema.parse({
      ...{ hourlyRate: 48, minutesByHand: 6, licences: { entra: 12.5 } },
      goals: { minutesToDeactivate: 15, verifiedPercent: 100, handoverPercent: 95, equipmentPercent: 98 },
    }),
    survey: surveySettingsSchema.parse({}),
  };
}
