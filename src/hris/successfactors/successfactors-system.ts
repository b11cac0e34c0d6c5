import { z } from 'zod';
import { noAuth } from '../../connectors/http/auth.ts';
import { clientCredentials } from '../../connectors/http/client-credentials.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { signingKeyOf } from '../../connectors/http/signing-key.ts';
import { optional } from '../../connectors/kit/vendor-shapes.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrSystemDependencies } from '../define-hr-system.ts';
import { explainWith } from '../kit/explain.ts';
import { groupedBy } from '../kit/grouped-by.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { noHooks } from '../kit/signed-hook.ts';
import { assertWhole, unproven } from '../kit/whole-list.ts';
import { samlAssertion } from './saml-assertion.ts';
import { employmentShape, expand, type SfEmployment, select, toEmployment } from './successfactors-employment.ts';
import type { SuccessfactorsSettings } from './successfactors-settings.ts';

const pageShape = z.looseObject({
  d: z.looseObject({
    results: z.array(employmentShape),
    __next: optional(z.string()),
    __count: optional(z.coerce.number()),
  }),
});

/** All that there ever was and will be: without these, only what holds today is told. */
const always = { fromDate: '1900-01-01', toDate: '9999-12-31' };

export function createSuccessfactors(settings: SuccessfactorsSettings, deps: HrSystemDependencies): CheckedHrSystem {
  const limits = { perMinute: 120, concurrency: 3 };
  const secret = resolveSecret(settings.privateKey, deps);
  const privateKey = signingKeyOf(secret, settings.privateKey).key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const service = {
    http: clientFor(settings, deps, { auth: noAuth, ...limits, part: 'token' }),
    path: '/oauth/token',
    refuses: { en: 'SuccessFactors refuses the client application', fr: 'SuccessFactors refuse l’application cliente' },
  };
  const fields = async (context: ConnectorContext) => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
    company_id: settings.companyId,
    client_id: settings.clientId,
    assertion: samlAssertion({
      user: settings.user,
      clientId: settings.clientId,
      recipient: `${settings.baseUrl.replace(/\/$/, '')}/oauth/token`,
      privateKey,
      now: context.now(),
    }),
  });
  const http = clientFor(settings, deps, { auth: clientCredentials(service, fields, [secret, privateKey]), ...limits });

  async function read(filter: Readonly<Record<string, string>>, context: ConnectorContext): Promise<SfEmployment[]> {
    const query = { ...always, $format: 'json', $select: select, $expand: expand, $inlinecount: 'allpages', ...filter };
    const next = ({ d }: z.infer<typeof pageShape>) => d.__next ?? null;
    const { pages } = await http.pages('/odata/v2/EmpEmployment', { schema: pageShape, next }, context, { query });
    const found = pages.flatMap(({ d }) => d.results);
    assertWhole(found.length, pages[0]?.d.__count);
    if (new Set(found.map(({ userId }) => userId)).size < found.length)
      throw unproven('an employment is in the list twice', 'un emploi figure deux fois dans la liste');
    return found;
  }

  function people(employments: readonly SfEmployment[], context: ConnectorContext): Employment[] {
    const groups = groupedBy(employments, ({ personIdExternal }) => personIdExternal);
    return [...groups.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [toEmployment([first, ...others], { settings, now: context.now() })],
    );
  }

  return hrSystemOf({
    identity: settings,
    async *all(context) {
      yield* people(await read({}, context), context);
    },
    async byId(id, context) {
      // A quotation mark inside a text is doubled: OData.
      const own = await read({ $filter: `personIdExternal eq '${id.replaceAll("'", "''")}'` }, context);
      return (
        people(
          own.filter(({ personIdExternal }) => personIdExternal === id),
          context,
        )[0] ?? null
      );
    },
    async anybody(context) {
      const query = { ...always, $format: 'json', $select: select, $expand: expand, $top: '1' };
      const { data } = await http.get('/odata/v2/EmpEmployment', pageShape, context, { query });
      return data.d.results[0]?.personIdExternal ?? null;
    },
    readHook: noHooks,
    needed: [],
    explain: explainWith({
      product: 'SuccessFactors',
      credentials: {
        en: 'Check companyId, clientId and the certificate of the client application, and give the technical user OData access to Employment and User of everybody, inactive ones too.',
        fr: 'Vérifiez companyId, clientId et le certificat de l’application cliente, et donnez à l’utilisateur technique l’accès OData à Employment et User de tous, inactifs compris.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}
