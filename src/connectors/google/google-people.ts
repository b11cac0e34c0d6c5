import { z } from 'zod';
import type { SourcePerson } from '../../engine/ports/people-source.ts';
import type { ConnectorDependencies, SystemDirectory } from '../define-connector.ts';
import { path } from '../http/path.ts';
import { addressIn, countryIn, localeIn, textIn } from '../kit/told-person.ts';
import { toldUserNames, type UserNamePlaces } from '../kit/told-user-names.ts';
import { idText, optional } from '../kit/vendor-shapes.ts';
import { googleSystem } from './google-connector.ts';
import type { GoogleSettings } from './google-settings.ts';
import { myCustomer } from './google-system.ts';
import { wholeList } from './whole-list.ts';

const text = optional(z.string());
const flag = optional(z.boolean());
const texts = optional(z.array(z.string()));

/** https://developers.google.com/workspace/admin/directory/reference/rest/v1/users */
const personShape = z.object({
  id: idText,
  primaryEmail: z.string(),
  aliases: texts,
  nonEditableAliases: texts,
  name: optional(z.object({ fullName: text })),
  relations: optional(z.array(z.object({ type: text, value: text }))),
  organizations: optional(z.array(z.object({ title: text, department: text, primary: flag }))),
  externalIds: optional(z.array(z.object({ type: text, value: optional(idText) }))),
  languages: optional(z.array(z.object({ languageCode: text, preference: text }))),
  addresses: optional(z.array(z.object({ type: text, countryCode: text }))),
  /** By schema, then by field; each organisation has its own. */
  customSchemas: optional(z.record(z.string(), z.record(z.string(), z.unknown()))),
  suspended: flag,
  archived: flag,
});
type GooglePerson = z.infer<typeof personShape>;

/** Who is who in a Google Workspace. Deleted users are not listed; they end up as missing. */
export function createGoogleDirectory(
  settings: GoogleSettings,
  deps: ConnectorDependencies,
  names: UserNamePlaces,
): SystemDirectory {
  const asPerson = (told: GooglePerson): SourcePerson => ({
    ...personOf(told),
    ...toldUserNames(names, (attribute) => {
      const [schema = '', field = ''] = attribute.split('.');
      return told.customSchemas?.[schema]?.[field];
    }),
  });
  const { system } = googleSystem(settings, deps);
  const { id, label } = settings;
  return {
    people: {
      id,
      label,
      async *everybody(context) {
        const query = { customer: myCustomer, projection: 'full', maxResults: 500, orderBy: 'email' };
        const list = { path: '/admin/directory/v1/users', name: 'users', item: personShape, query };
        const { items } = await wholeList(system.http, list, context);
        for (const item of items) yield asPerson(item);
      },
      async byEmail(email, context) {
        const query = { projection: 'full' };
        const reply = await system.http.find(path`/admin/directory/v1/users/${email}`, personShape, context, { query });
        const person = reply.data && asPerson(reply.data);
        // A key may also be an id of somebody else.
        const isTheirs = person && [person.email, ...person.otherEmails].includes(email.toLowerCase());
        return isTheirs ? person : null;
      },
    },
    groups: null,
  };
}

/** `emails` and `recoveryEmail` are left out: people write them themselves. */
function personOf(told: GooglePerson): SourcePerson {
  const email = addressIn(told.primaryEmail);
  const aliases = [...(told.aliases ?? []), ...(told.nonEditableAliases ?? [])].map(addressIn);
  const organisation = told.organizations?.find(({ primary }) => primary) ?? told.organizations?.[0];
  const language = told.languages?.find(({ preference }) => preference === 'preferred') ?? told.languages?.[0];
  const closed = told.suspended === true || told.archived === true;
  return {
    id: told.id,
    name: textIn(told.name?.fullName),
    email,
    otherEmails: [...new Set(aliases.filter((one) => one !== null))].filter((one) => one !== email),
    employeeNumber: textIn(told.externalIds?.find(({ type }) => type === 'organization')?.value),
    managerId: null,
    managerEmail: addressIn(told.relations?.find(({ type }) => type === 'manager')?.value),
    title: textIn(organisation?.title),
    team: textIn(organisation?.department),
    country: countryIn(told.addresses?.find(({ type }) => type === 'work')?.countryCode),
    locale: localeIn(language?.languageCode),
    timeZone: null,
    active: !closed,
  };
}
