import { randomUUID } from 'node:crypto';
import { SignedXml } from 'xml-crypto';

export interface Assertion {
  /** Whose name the token is in. */
  user: string;
  /** The API key of the client application. */
  clientId: string;
  /** Where the token is asked for. */
  recipient: string;
  /** PEM. */
  privateKey: string;
  now: Date;
}

const saml = 'urn:oasis:names:tc:SAML:2.0';
const tenMinutes = 600_000;

/**
 * A SAML 2.0 assertion as SuccessFactors takes it (audience `www.successfactors.com`, the API key as an attribute),
 * signed with RSA-SHA256, in base64. That SAP takes self-made assertions is documented; the exact elements are as
 * public tools write them.
 * https://help.sap.com/docs/successfactors-platform/sap-successfactors-api-reference-guide-odata-v2/generating-saml-assertion
 */
export function samlAssertion({ user, clientId, recipient, privateKey, now }: Assertion): string {
  const at = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  const id = `_${randomUUID()}`;
  const xml = [
    `<saml2:Assertion xmlns:saml2="${saml}:assertion" ID="${id}" IssueInstant="${at(0)}" Version="2.0">`,
    `<saml2:Issuer>www.successfactors.com</saml2:Issuer>`,
    `<saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">${escaped(user)}</saml2:NameID>`,
    `<saml2:SubjectConfirmation Method="${saml}:cm:bearer">`,
    `<saml2:SubjectConfirmationData NotOnOrAfter="${at(tenMinutes)}" Recipient="${escaped(recipient)}"/>`,
    `</saml2:SubjectConfirmation></saml2:Subject>`,
    `<saml2:Conditions NotBefore="${at(-tenMinutes)}" NotOnOrAfter="${at(tenMinutes)}">`,
    `<saml2:AudienceRestriction><saml2:Audience>www.successfactors.com</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>`,
    `<saml2:AuthnStatement AuthnInstant="${at(0)}"><saml2:AuthnContext>`,
    `<saml2:AuthnContextClassRef>${saml}:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef>`,
    `</saml2:AuthnContext></saml2:AuthnStatement>`,
    `<saml2:AttributeStatement><saml2:Attribute Name="api_key"><saml2:AttributeValue>${escaped(clientId)}</saml2:AttributeValue>`,
    `</saml2:Attribute></saml2:AttributeStatement></saml2:Assertion>`,
  ].join('');
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  });
  // The schema wants the signature after the issuer.
  signer.computeSignature(xml, { location: { reference: "//*[local-name(.)='Issuer']", action: 'after' } });
  return Buffer.from(signer.getSignedXml()).toString('base64');
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
