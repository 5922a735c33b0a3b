import { canonicalOf } from '../../lib/mapping/back/canonical';
import { nameAttributes, nameInIntercom } from '../../lib/mapping/back/intercomSide';
import type { BackWords } from '../../lib/sync/back/mergeBack';

/** How values look on both sides, as the mappers of both ways see it. */
export const backWords: BackWords = {
	canonical: (field, value, settings) => canonicalOf(field, value, settings),
	nameOf: ({ role, name, attributes: custom_attributes }) => (role === 'company' ? name : nameInIntercom({ name, custom_attributes })),
	attributesWith: (name, { role, name: held, attributes: custom_attributes }, xero) => {
		if (role === 'company') return {};
		const { FirstName, LastName } = xero;
		return nameAttributes({ name: held, custom_attributes }, name, { ...(typeof FirstName === 'string' && { FirstName }), ...(typeof LastName === 'string' && { LastName }) });
	},
};
