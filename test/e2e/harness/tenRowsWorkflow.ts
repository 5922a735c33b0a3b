import { randomUUID } from 'node:crypto';
import type { IConnections, IDataObject, INode } from 'n8n-workflow';
import type { WorkflowFile } from '../../../sandbox/n8n/workflows';

/** The Data Table in which the workflow keeps its last sync of each record. */
export const STATE_TABLE = 'ten rows state';

/** What the trigger listens to; tags have topics of their own. */
export const TOPICS = ['contact.user.created', 'contact.user.updated', 'contact.user.tag.created', 'contact.user.tag.deleted', 'company.created', 'company.updated', 'company.contact.attached'];

const OURS = 'n8n-nodes-intercom-xero.';
const byName = (value: string) => ({ __rl: true, mode: 'name', value });

/** One node and where its first output leads. */
interface Step {
	name: string;
	type: string;
	parameters: IDataObject;
	next: string[];
	typeVersion?: number;
	alwaysOutputData?: true;
}

/**
 * Every row of the mapping table in one workflow, made of what the panels offer: a contact becomes a person and one of the
 * staff of its company, a company becomes an organisation and an entry of the chart of accounts.
 */
export function tenRowsWorkflow(): WorkflowFile {
	const steps = [...opening(), ...personSteps(), ...staffSteps(), ...companySteps()];
	const nodes = steps.map(({ name, type, typeVersion = 1, parameters, alwaysOutputData = false }, index): INode => {
		return { id: randomUUID(), name, type, typeVersion, alwaysOutputData, position: [index * 200, 0], parameters: parameters as INode['parameters'] };
	});
	const connections: IConnections = Object.fromEntries(
		steps.map(({ name, next }) => [name, { main: [next.map((node) => ({ node, type: 'main' as const, index: 0 }))] }]),
	);
	return { id: 'tenRowsOfMapping', name: 'Ten Rows', nodes, connections, settings: { executionOrder: 'v1' } };
}

function opening(): Step[] {
	return [
		{ name: 'Intercom Trigger', type: `${OURS}intercomTrigger`, parameters: { topics: TOPICS }, next: ['Is There a Contact?', 'Is There a Company?'] },
		filter('Is There a Contact?', '={{ !!$json.contactId }}', ['Read the Contact']),
		intercom('Read the Contact', { resource: 'contact', operation: 'getProfile' }, ['Add the Location', 'Map to Staff']),
		filter('Is There a Company?', '={{ !!$json.companyId }}', ['Read the Company']),
	];
}

const CONTACT_GROUPS = { tags: 'VIP, Wholesale', segments: 'Paying', owner: true, notes: 'change', noteContent: ['timestamps', 'conversations', 'actions'] };
const COMPANY_GROUPS = { parentAttribute: byName('parent_company'), notes: 'change', noteContent: ['timestamps', 'actions'] };
const COMPANY_FIELDS = { companyFields: { field: [{ attribute: byName('city'), xeroField: 'AddressPOBOXCity' }] } };

/** Intercom attribute to field of Xero, as chosen under Custom Attributes. */
const CONTACT_ATTRIBUTES = {
	street: 'AddressSTREETAddressLine1',
	location_city: 'AddressSTREETCity',
	location_region: 'AddressSTREETRegion',
	postcode: 'AddressSTREETPostalCode',
	location_country: 'AddressSTREETCountry',
	abn: 'TaxNumber',
	customer_number: 'AccountNumber',
	sales_account: 'SalesDefaultAccountCode',
};

function personSteps(): Step[] {
	const field = Object.entries(CONTACT_ATTRIBUTES).map(([attribute, xeroField]) => ({ attribute: byName(attribute), reading: 'auto', xeroField }));
	const mapping = { operation: 'mapContactToPerson', customAttributes: { field }, groupsAndNotes: CONTACT_GROUPS, options: { phoneSlot: 'MOBILE' } };
	return [
		set('Add the Location', { 'contact.custom_attributes.location_city': 'city', 'contact.custom_attributes.location_region': 'region', 'contact.custom_attributes.location_country': 'country_code' }, ['Map to a Person']),
		mapper('Map to a Person', mapping, ['Recall the Person']),
		...syncSteps('Person', 'Map to a Person', "={{ 'person ' + $json.intercomId }}", 'contact'),
	];
}

function staffSteps(): Step[] {
	return [
		mapper('Map to Staff', { operation: 'mapContactToOrganisation', groupsAndNotes: COMPANY_GROUPS, ...COMPANY_FIELDS }, ['Recall the Staff']),
		...syncSteps('Staff', 'Map to Staff', "={{ 'staff ' + $json.record.staff.intercomId }}", 'company'),
	];
}

function companySteps(): Step[] {
	const account = {
		operation: 'account',
		companyId: '={{ $json.intercomId }}',
		code: "={{ $('Read the Company').first().json.custom_attributes.account_code }}",
		name: '={{ $json.record.xero.Name }}',
		type: 'REVENUE',
		description: '=Sales to {{ $json.record.xero.Name }}',
	};
	return [
		intercom('Read the Company', { resource: 'company', operation: 'get' }, ['Map to a Company']),
		mapper('Map to a Company', { operation: 'mapCompanyToOrganisation', groupsAndNotes: COMPANY_GROUPS, ...COMPANY_FIELDS }, ['Recall the Company']),
		...syncSteps('Company', 'Map to a Company', "={{ 'company ' + $json.intercomId }}", 'company', ['Is It New to Us?']),
		// The chart of accounts is read at every call, so only a company that changed goes on to it.
		filter('Is It New to Us?', "={{ !['sameFingerprint', 'justWritten', 'olderThanLastWritten'].includes($json.reason) }}", ['Chart of Accounts']),
		{ name: 'Chart of Accounts', type: `${OURS}xeroContactUpsert`, parameters: account, next: [] },
	];
}

/** Recall the last sync, write, remember, store the reference. */
function syncSteps(what: string, mapped: string, key: string, resource: string, beside: string[] = []): Step[] {
	const [recall, known, write, remember] = [`Recall the ${what}`, `Known ${what}`, `${what} to Xero`, `Remember the ${what}`];
	const keyOfMapped = key.replace('$json.record.', '$json.');
	const lastSync = '={{ JSON.stringify({ fingerprint: $json.record.fingerprint, sourceUpdatedAt: $json.sourceUpdatedAt, xeroUpdatedAt: $json.xeroUpdatedAt, xeroContactId: $json.xeroContactId, values: $json.record.xero }) }}';
	const written = (field: string) => `={{ $('${write}').first().json.${field} }}`;
	const idField = resource === 'company' ? 'companyId' : 'contactId';
	const reference = { [idField]: written('intercomId'), xeroContactId: written('xeroContactId'), xeroContactUrl: written('xeroContactUrl'), organisationId: written('organisationId') };
	return [
		table(recall, { operation: 'get', ...rowWith(keyOfMapped), returnAll: false, limit: 1 }, [known]),
		{ name: known, type: 'n8n-nodes-base.set', typeVersion: 3.5, parameters: { mode: 'raw', jsonOutput: `={{ { ...$('${mapped}').first().json, lastSync: JSON.parse($json.lastSync || 'null') } }}`, options: {} }, next: [write] },
		{ name: write, type: `${OURS}xeroContactUpsert`, parameters: { operation: 'createOrUpdate' }, next: [remember, ...beside] },
		table(remember, { operation: 'upsert', ...rowWith(key), columns: columns({ key, lastSync }) }, [`Refer to the ${what}`]),
		intercom(`Refer to the ${what}`, { resource, operation: 'setXeroReference', ...reference }, []),
	];
}

const rowWith = (keyValue: string) => ({ matchType: 'allConditions', filters: { conditions: [{ keyName: 'key', condition: 'eq', keyValue }] } });

function columns(value: Record<string, string>): IDataObject {
	const schema = Object.keys(value).map((id) => ({ id, displayName: id, required: false, defaultMatch: false, display: true, type: 'string', readOnly: false, removed: false }));
	return { mappingMode: 'defineBelow', value, matchingColumns: [], attemptToConvertTypes: false, convertFieldsToString: false, schema };
}

function table(name: string, parameters: IDataObject, next: string[]): Step {
	return { name, type: 'n8n-nodes-base.dataTable', typeVersion: 1.1, alwaysOutputData: true, parameters: { resource: 'row', dataTableId: byName(STATE_TABLE), ...parameters, options: {} }, next };
}

const intercom = (name: string, parameters: IDataObject, next: string[]): Step => ({ name, type: `${OURS}intercomContacts`, parameters, next });
const mapper = (name: string, parameters: IDataObject, next: string[]): Step => ({ name, type: `${OURS}intercomToXeroMapper`, parameters, next });

function filter(name: string, leftValue: string, next: string[]): Step {
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 };
	const conditions = [{ id: 'holds', leftValue, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } }];
	return { name, type: 'n8n-nodes-base.filter', typeVersion: 2.3, parameters: { conditions: { options, conditions, combinator: 'and' }, options: {} }, next };
}

/** Brings parts of the contact's location to where Custom Attributes finds them. */
function set(name: string, fields: Record<string, string>, next: string[]): Step {
	const assignments = Object.entries(fields).map(([field, part]) => ({ id: part, name: field, value: `={{ $json.contact.location.${part} }}`, type: 'string' }));
	return { name, type: 'n8n-nodes-base.set', typeVersion: 3.5, parameters: { assignments: { assignments }, includeOtherFields: true, options: {} }, next };
}
