import { NodeHelpers } from 'n8n-workflow';
import { IntercomContacts } from '../../nodes/IntercomContacts/IntercomContacts.node';

describe('the form', () => {
	const { properties } = new IntercomContacts().description;

	test('every operation has an action, so that it can be dragged into a workflow', () => {
		const operations = properties.filter(({ name }) => name === 'operation').flatMap(({ options = [] }) => options);
		expect(operations.map((option) => ('action' in option ? option.action : ''))).toEqual([
			'Get a company from Intercom',
			'Get many companies from Intercom',
			'Link a company to its Xero contact',
			'Get changed contacts from Intercom',
			'Get many contacts from Intercom',
			'Get a contact from Intercom',
			'Link a contact to its Xero contact',
			'Check and prepare Intercom',
		]);
	});

	test.each([
		[{}, 'contactId', '={{ $json.contactId }}'],
		[{ operation: 'setXeroReference' }, 'contactId', '={{ $json.intercomId }}'],
		[{ operation: 'setXeroReference' }, 'organisationId', '={{ $json.organisationId }}'],
		[{}, 'operation', 'getProfile'],
		[{ operation: 'getChanged' }, 'since', '={{ $json.watermark }}'],
		[{ operation: 'getChanged' }, 'limit', 1_000],
		[{ operation: 'getPage' }, 'cursor', '={{ $json.nextCursor ?? $json.cursor }}'],
		[{ operation: 'getPage', valuesFrom: 'item' }, 'cursor', undefined],
		[{ resource: 'company' }, 'companyId', '={{ $json.companyId }}'],
		[{ resource: 'company', operation: 'setXeroReference' }, 'companyId', '={{ $json.intercomId }}'],
		[{ resource: 'company', operation: 'setXeroReference' }, 'xeroContactId', '={{ $json.xeroContactId }}'],
		[{ resource: 'company', operation: 'getPage' }, 'page', '={{ $json.nextPage ?? $json.page }}'],
	])('with %j the field %s starts as %s', (chosen, name, value) => {
		const node = { typeVersion: 1 } as never;
		expect(NodeHelpers.getNodeParameters(properties, { resource: 'contact', ...chosen }, true, false, node, null)?.[name]).toBe(value);
	});
});
