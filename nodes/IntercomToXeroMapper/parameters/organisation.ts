import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { OrganisationSettings } from '../../../lib/mapping/organisation/organisation';
import { companyFields } from '../../../lib/mapping/organisation/organisationDraft';
import { COMPANY_ATTRIBUTES } from '../../../lib/mapping/rules/whatGoesWhere';
import { attributeLocator, attributeName } from '../../shared/attributeLocator';
import { leaveOutOrReject, readLeaveOutOrReject } from './options';

const FIELDS = companyFields();

/** Below the table of what goes where. */
export const ORGANISATION_ADVICE = 'The attributes are custom attributes of the company; under other names, set them in Options. To send more, add Company Fields.';

export const organisationFields: INodeProperties[] = [
	{
		displayName: 'Company Fields',
		name: 'companyFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Further fields of Xero, each from a custom attribute of the company: phones, addresses, account number, currency, accounts, tax types',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					attributeLocator('Company Attribute', 'searchCompanyAttributes', 'city', 'Name of the custom attribute of the company'),
					{
						displayName: 'Xero Field',
						name: 'xeroField',
						type: 'options',
						options: FIELDS.map(({ id, label }) => ({ name: label, value: id })).sort((a, b) => (a.name < b.name ? -1 : 1)),
						default: 'PhoneDEFAULT',
					},
				],
			},
		],
	},
];

export const organisationOptions: INodeProperties = {
	displayName: 'Options',
	name: 'organisationOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		text('ABN Attribute', 'abn', 'abn', 'Custom attribute of the company that holds its ABN (tax number)'),
		text('ACN Attribute', 'acn', 'acn', 'Custom attribute of the company that holds its ACN (company number)'),
		text('Billing Email Attribute', 'billingEmail', 'billing_email', 'Custom attribute of the company with the email that gets the invoices; used only if Xero has none'),
		{ ...text('Billing Role', 'billingRole', '', 'A contact with this role is the first person of the company where it has no billing email'), placeholder: 'e.g. Accountant' },
		text('Billing Role Attribute', 'billingRoleAttribute', 'job_title', 'Custom attribute of contacts that holds the role'),
		text('Default Country', 'defaultCountry', 'AU', 'Two-letter code of the country of phone numbers that are written without one. With AU, ABN and ACN are checked.'),
		text('Domain Attribute', 'domain', 'domain', 'Custom attribute with the domain of the company, used before its website. The value "none" switches the match by domain off.'),
		leaveOutOrReject('Invalid ABN', 'invalidAbn', 'number', 'What happens to a company whose ABN or ACN has wrong digits'),
		leaveOutOrReject('Unreadable Phone', 'unreadablePhone', 'phone', 'What happens to a company whose phone is not a phone number'),
		leaveOutOrReject('Unusable Value', 'unusableValue', 'value', 'What happens to a company with a value that Xero refuses in an address or a contact person'),
	],
};

/** Everything but the update rules, with defaults. A name that is left blank stands for no attribute. */
export function readOrganisation(context: IExecuteFunctions, item: number): Omit<OrganisationSettings, 'rules'> {
	const value: unknown = context.getNodeParameter('organisationOptions', item, {});
	const options = isRecord(value) ? value : {};
	const named = (name: string, otherwise: string) => (typeof options[name] === 'string' ? options[name].trim() : otherwise);
	return {
		attributes: {
			abn: named('abn', COMPANY_ATTRIBUTES.abn),
			acn: named('acn', COMPANY_ATTRIBUTES.acn),
			billingEmail: named('billingEmail', COMPANY_ATTRIBUTES.billingEmail),
			domain: named('domain', COMPANY_ATTRIBUTES.domain),
			fields: readFields(context, item),
		},
		billingRole: { attribute: named('billingRoleAttribute', 'job_title'), role: named('billingRole', '') },
		defaultCountry: named('defaultCountry', 'AU').toUpperCase() || 'AU',
		invalidAbn: readLeaveOutOrReject(options.invalidAbn),
		unreadablePhone: readLeaveOutOrReject(options.unreadablePhone),
		unusableValue: readLeaveOutOrReject(options.unusableValue),
	};
}

function readFields(context: IExecuteFunctions, item: number): Record<string, string> {
	const value: unknown = context.getNodeParameter('companyFields.field', item, []);
	const rows = Array.isArray(value) ? value.filter(isRecord) : [];
	return Object.fromEntries(rows.map(({ xeroField, attribute }) => [String(xeroField), attributeName(attribute)]));
}

function text(displayName: string, name: string, otherwise: string, description: string): INodeProperties {
	return { displayName, name, type: 'string', default: otherwise, description };
}
