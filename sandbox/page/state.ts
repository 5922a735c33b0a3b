import type { Sandbox } from '../sandbox';
import { activity } from './activity';
import type { ContactRecord } from '../intercom/model';
import type { XeroOrganisation } from '../xero/organisation';
import type { Webhooks } from '../xero/webhooks';
import { phonesInWords, type ContactRecord as XeroRecord } from '../xero/contactRecord';

/** How many rows of each kind the page shows; worlds may hold 100,000. */
const CONTACTS_SHOWN = 100;

/** Everything the page draws, newest first. Field names are the page's own. */
export function pageState(sandbox: Sandbox, organisationId: string | undefined): Record<string, unknown> {
	const organisation = sandbox.xero.findOrganisation(organisationId ?? '') ?? sandbox.xero.organisation();
	return {
		now: sandbox.clock.now(),
		addresses: { intercom: sandbox.intercomUrl, xero: sandbox.xeroUrl },
		intercom: intercomState(sandbox),
		xero: xeroState(sandbox, organisation),
		activity: activity(sandbox),
		faults: sandbox.faults.list().filter(({ rule, struck }) => rule.times === undefined || struck < rule.times),
		troubles: sandbox.intercom.deliveries.troubles,
		switches: sandbox.switches.list(),
		beside: sandbox.beside,
	};
}

function intercomState(sandbox: Sandbox): Record<string, unknown> {
	const world = sandbox.intercom;
	const workspace = world.workspace();
	const app = world.app();
	const newest = workspace.sorted.ascending('updatedAt').slice(-CONTACTS_SHOWN).reverse();
	const { subscription } = app;
	return {
		workspace: { id: workspace.id, name: workspace.settings.name },
		total: workspace.sorted.ascending('updatedAt').length,
		contacts: newest.map((contact) => intercomRow(contact, sandbox)),
		rate: world.rates.peek(app.clientId, sandbox.clock.now()),
		subscription: subscription === null ? null : { url: subscription.url, state: subscription.state, topics: subscription.topics.size },
		connected: [...app.tokens.values()].some((token) => token.state === 'live'),
	};
}

function intercomRow(contact: ContactRecord, sandbox: Sandbox): Record<string, unknown> {
	const workspace = sandbox.intercom.workspace();
	return {
		id: contact.id,
		role: contact.role,
		name: contact.name ?? '',
		email: contact.email ?? '',
		phone: contact.phone ?? '',
		state: contact.state,
		companies: contact.companyIds.map((id) => workspace.companies.get(id)?.name ?? '').join(', '),
		tags: contact.tags.map((tag) => workspace.tags.get(tag.tagId)?.name ?? '').join(', '),
		xero: String(contact.custom.xero_contact_id ?? ''),
		updatedAt: contact.updatedAt,
	};
}

function xeroState(sandbox: Sandbox, organisation: XeroOrganisation): Record<string, unknown> {
	const app = sandbox.xero.options.apps[0];
	const records = organisation.contacts.sorted();
	return {
		organisation: { id: organisation.id, name: organisation.name },
		organisations: sandbox.xero.allOrganisations().map(({ id, name }) => ({ id, name })),
		total: records.length,
		contacts: records.slice(-CONTACTS_SHOWN).reverse().map(xeroRow),
		remaining: app === undefined ? null : sandbox.xero.limits.remaining(app.clientId, organisation.id),
		limits: { minute: sandbox.xero.limits.limits.perMinute, day: sandbox.xero.limits.limits.perDay },
		connected: app !== undefined && sandbox.xero.authority.isConnected(app.clientId, organisation.id),
		webhook: webhookState(sandbox.xero.webhooks),
	};
}

function webhookState({ subscription, pending }: Webhooks): Record<string, unknown> | null {
	return subscription === null ? null : { url: subscription.url, state: subscription.state, ...pending };
}

function xeroRow(record: XeroRecord): Record<string, unknown> {
	return {
		id: record.id,
		name: record.text.Name ?? '',
		firstName: record.text.FirstName ?? '',
		lastName: record.text.LastName ?? '',
		email: record.text.EmailAddress ?? '',
		phone: phonesInWords(record),
		number: record.text.ContactNumber ?? '',
		status: record.status,
		people: record.persons.map(({ FirstName, LastName, EmailAddress }) => `${FirstName} ${LastName}`.trim() || EmailAddress).join(', '),
		mergedTo: record.mergedTo ?? '',
		updatedAt: record.updatedAt,
	};
}
