import SCIMMY from 'scimmy';

/** SCIM knows no last sign-in; products that tell it do so in an extension of their own, like this one. */
export const usageSchemaId = 'urn:ietf:params:scim:schemas:extension:sandbox:2.0:Usage';

const definition = new SCIMMY.Types.SchemaDefinition('Usage', usageSchemaId, 'How a user uses the product', [
  new SCIMMY.Types.Attribute('dateTime', 'lastSignIn', { mutable: false, direction: 'out' }),
]);

export class UsageSchema extends SCIMMY.Types.Schema {
  static override get definition() {
    return definition;
  }

  lastSignIn?: Date;

  constructor(resource: object, direction = 'both', basepath?: string, filters?: SCIMMY.Types.Filter) {
    super(resource, direction);
    Object.assign(this, definition.coerce(resource, direction, basepath, filters));
  }
}
