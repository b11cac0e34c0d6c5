import { folded } from '../../engine/tables/folded.ts';

/** What a column of a list of people may hold. */
export type ColumnField =
  | 'id'
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'otherEmails'
  | 'employeeNumber'
  | 'manager'
  | 'title'
  | 'team'
  | 'country'
  | 'locale'
  | 'timeZone'
  | 'workerType'
  | 'contractEnd'
  | 'sponsor'
  | 'active';

/**
 * Names of columns as HR exports write them, in English and French; capitals, accents, hyphens and underscores do not
 * count.
 */
const namesOf: Readonly<Record<ColumnField, readonly string[]>> = {
  id: ['id', 'person id', 'user id', 'identifiant'],
  name: ['name', 'full name', 'display name', 'nom complet', 'nom et prenom', 'prenom et nom'],
  firstName: ['first name', 'given name', 'prenom'],
  lastName: ['last name', 'surname', 'family name', 'nom', 'nom de famille'],
  email: [
    ...['email', 'e mail', 'mail', 'email address', 'work email', 'work e mail', 'business email'],
    ...['adresse email', 'adresse e mail', 'courriel', 'email professionnel', 'e mail professionnel'],
  ],
  otherEmails: [
    ...['other emails', 'other e mails', 'aliases', 'alias', 'also known as'],
    ...['autres emails', 'autres e mails', 'autres adresses'],
  ],
  employeeNumber: [
    ...['employee number', 'employee id', 'employee no', 'staff number', 'personnel number'],
    ...['matricule', 'numero d employe', 'numero employe', 'numero de matricule', 'numero de salarie'],
  ],
  manager: [
    ...['manager', 'manager email', 'manager e mail', 'line manager', 'supervisor', 'reports to'],
    ...['manager id', 'manager employee number'],
    ...['responsable', 'responsable hierarchique', 'email du responsable', 'e mail du responsable', 'n+1'],
    ...['matricule du responsable', 'superieur', 'superieur hierarchique', 'email du manager', 'e mail du manager'],
  ],
  title: ['title', 'job title', 'position', 'poste', 'intitule du poste', 'fonction', 'emploi'],
  team: ['team', 'department', 'equipe', 'service', 'departement'],
  country: ['country', 'country code', 'pays', 'code pays'],
  locale: ['language', 'locale', 'langue'],
  timeZone: ['time zone', 'timezone', 'fuseau horaire', 'fuseau'],
  workerType: ['worker type', 'contract', 'contract type', 'employment type', 'type de contrat', 'contrat'],
  contractEnd: [
    ...['contract end', 'contract end date', 'end date', 'end of contract', 'access until'],
    ...['fin de contrat', 'date de fin', 'date de fin de contrat', 'fin de mission'],
  ],
  sponsor: ['sponsor', 'sponsor email', 'access sponsor', 'referent', 'donneur d ordre', 'email du referent'],
  active: ['active', 'status', 'statut', 'actif', 'en poste'],
};

const fieldByName = new Map(
  (Object.entries(namesOf) as [ColumnField, readonly string[]][]).flatMap(([field, names]) =>
    names.map((name) => [name, field] as const),
  ),
);

/** The field that a column holds; null for one that Relais does not read. */
export function fieldOfColumn(column: string): ColumnField | null {
  return fieldByName.get(folded(column)) ?? null;
}

const ofNames = new Set(['user name', 'username', 'login', 'identifiant', 'nom d utilisateur']);

/**
 * Of a column such as `user name: github` or `identifiant : github`: the id of the system whose user names it holds;
 * null for any other.
 */
export function systemOfColumn(column: string): string | null {
  const [what = '', system = '', ...rest] = column.split(':');
  const id = system.trim().toLowerCase();
  return rest.length === 0 && ofNames.has(folded(what)) && /^[a-z][a-z0-9-]{0,39}$/.test(id) ? id : null;
}
