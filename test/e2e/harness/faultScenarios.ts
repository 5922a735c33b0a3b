import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { prepared } from '../../../sandbox/demo/stage';
import { withSearchLag, withSettings, type ContactSync } from './contactSync';
import { insertRow } from './dataTables';
import type { Scenario } from './faultInNode';
import { tooLong } from './unmappable';

interface Schedules {
	queue?: number;
	hourly?: number;
	nightly?: number;
}

const NODES: Record<keyof Schedules, string> = { queue: 'Every Minute', hourly: 'Every Hour', nightly: 'Every Night' };
/** Long enough that a run is over before the next one starts. */
const SECONDS = 4;
const AT_ONCE = '={{ [0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02] }}';
let made = 0;

/** Ways through contact-sync that together run every node that can run: no alert comes of them but those they are about. */
export function contactSyncScenarios(sync: ContactSync): Scenario[] {
	const { people, stage } = sync;
	const { sandbox } = stage;
	const user = (extra: object = {}) => people.createContact({ role: 'user', name: `Fran Fault${++made}`, email: `fran${made}@fault.example`, ...extra }).id;
	const lose = (count: number) => sandbox.intercom.deliveries.troubleNext('lose', count);
	const scenario = (name: string, act: Scenario['act'], schedules: Schedules = {}, settings: () => Record<string, unknown> = () => ({}), after?: Scenario['after']): Scenario => ({
		name, act, ...(after && { after }), node: (node, alertUrl) => ready(sync, node, schedules, { alertUrl, ...(node.name === 'Settings' ? settings() : {}) }),
	});
	const down = () => sandbox.faults.add({ vendor: 'xero', path: '/api.xro', kind: 'status', status: 503, body: 'down' });
	const up = () => sandbox.faults.clear();
	/** A contact whose archiving is told of with the next notification. */
	const archivedAndToldLate = async () => {
		const id = user();
		await sleep(2_500);
		sandbox.intercom.deliveries.troubleNext('reorder', 1);
		people.archive(id);
		await sleep(1_100); // times in Intercom are whole seconds
		return id;
	};
	const scope = () => ({ workspace: sandbox.intercom.workspace().id, organisation: sandbox.xero.organisation().id });
	return [
		scenario('a new contact', () => void user()),
		{ ...scenario('a first run, without tables', () => void user(), {}, () => ({ label: `first ${++made}` })), isRare: true },
		scenario('a contact for a person to decide', () => {
			made++;
			sandbox.xero.organisation().seedContacts([{ Name: `Lea Lead${made}`, EmailAddress: `lea${made}@fault.example` }]);
			people.createContact({ role: 'lead', name: `Lea Lead${made}`, email: `lea${made}@fault.example` });
		}),
		scenario('a contact that cannot be mapped', () => void user({ name: tooLong('Max') })),
		scenario('a contact deleted in Intercom', async () => {
			const id = user();
			await sleep(2_500);
			people.deleteContact(id);
		}, {}, () => ({ whenDeleted: 'archive' })),
		scenario('a lead merged into a user', async () => {
			const lead = people.createContact({ role: 'lead', name: `Leo Lead${++made}`, email: `leo${made}@fault.example` }).id;
			const id = user();
			await sleep(2_500);
			people.mergeLeadIntoUser(lead, id);
			people.updateContact(lead, { phone: '+61298765432' });
		}),
		scenario('Xero down for a while', async () => {
			const known = user();
			await sleep(2_500);
			down();
			for (let index = 0; index < 4; index++) user(); // at once: each wants to tell of it
			people.updateContact(known, { phone: '+61298765432' });
			await sleep(8_000);
			user();
			await sleep(2_500);
			up();
			await sleep(3 * SECONDS * 1_000);
		}, { queue: SECONDS }, () => ({ retryMinutes: AT_ONCE }), up),
		scenario('an alert that was claimed by an execution that is no more', async () => {
			const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
			await insertRow(stage.session, '[main] intercom-xero alerts', {
				...scope(), key: `claimed ${++made}`, level: 'record', state: 'open', title: 'Told late', message: 'Told late.', links: '[]', claimedBy: 'nobody', at: anHourAgo,
			});
			await sleep(2.5 * SECONDS * 1_000);
		}, { queue: SECONDS }, () => ({ workspaceId: scope().workspace, organisationId: scope().organisation })),
		scenario('a notification after that of the deletion, and a contact that Intercom does not know', async () => {
			const id = user();
			await sleep(2_500);
			sandbox.intercom.deliveries.troubleNext('reorder', 1);
			people.updateContact(id, { phone: '+61298765432' });
			people.deleteContact(id);
			await sleep(2_500);
			sandbox.faults.add({ vendor: 'intercom', method: 'GET', path: /^\/contacts\/\w+$/, kind: 'status', status: 404, body: {}, times: 1 });
			user();
		}, {}, undefined, up),
		withLag(scenario('an archiving told of after it was undone', async () => {
			people.unarchive(await archivedAndToldLate());
			await sleep(3 * SECONDS * 1_000);
		}, { queue: SECONDS }, () => ({ retryMinutes: AT_ONCE, whenDeleted: 'archive' }))),
		withLag(scenario('an archiving, then a change, then a deletion that nobody tells of', async () => {
			const id = await archivedAndToldLate();
			people.updateContact(id, { phone: '+61298765432' });
			await sleep(2_000);
			lose(1);
			people.deleteContact(id);
			await sleep(4.5 * SECONDS * 1_000); // the queue asks twice
		}, { queue: SECONDS }, () => ({ retryMinutes: AT_ONCE, whenDeleted: 'archive' }))),
		withSegments(scenario('nights in which a contact enters a segment and leaves it', async () => {
			const [member, other] = [user(), user()];
			people.addToSegment(member, 'Paying');
			await sleep(2_500);
			people.addToSegment(other, 'Paying');
			await sleep(2 * SECONDS * 1_000);
			people.removeFromSegment(member, 'Paying');
			await sleep(1.5 * SECONDS * 1_000);
		}, { nightly: SECONDS })),
		scenario('two nights with a contact archived, too young to be looked for', async () => {
			const id = user();
			user();
			await sleep(2_500);
			lose(1);
			people.archive(id);
			await sleep(3.5 * SECONDS * 1_000);
		}, { nightly: SECONDS }),
		scenario('a lost notification', async () => {
			lose(2);
			user();
			await sleep(3.5 * SECONDS * 1_000);
		}, { hourly: SECONDS, queue: SECONDS }),
		scenario('two nights with a contact gone', async () => {
			const id = user();
			for (let index = 0; index < 3; index++) user();
			await sleep(2_500);
			lose(1);
			people.deleteContact(id);
			await sleep(3.5 * SECONDS * 1_000);
		}, { nightly: SECONDS }, () => ({ whenDeleted: 'archive' })),
		{
			...scenario('a night in which Intercom cannot be read', async () => {
				sandbox.faults.add({ vendor: 'intercom', method: 'GET', path: /^\/contacts$/, kind: 'status', status: 403, body: {} });
				await sleep(3 * SECONDS * 1_000);
			}, { nightly: SECONDS }, undefined, up),
			isRare: true,
		},
		scenario('a company and its people', async () => {
			const company = (name: string, custom = {}) => people.createCompany({ companyId: `fault-${++made}`, name, website: `https://fault${made}.example`, custom }).id;
			people.attachCompany(user(), company(`Fault ${made} Pty Ltd`));
			people.attachCompany(user(), company(`Bad ${made} Pty Ltd`, { abn: '12345678901' }));
			user();
			lose(4);
			people.attachCompany(user(), company(`Lost ${made} Pty Ltd`));
			await sleep(2.5 * SECONDS * 1_000);
		}, { nightly: SECONDS }, () => ({ billTo: 'company' })),
	];
}

/** Intercom's search is sure to know of an archiving after four seconds. */
function withLag(scenario: Scenario): Scenario {
	return { ...scenario, node: (each, alertUrl) => withSearchLag(scenario.node(each, alertUrl), 4) };
}

/** The mapper makes groups of the segment Paying. */
function withSegments(scenario: Scenario): Scenario {
	const chosen = { groupsAndNotes: { segments: 'Paying' } };
	const node: Scenario['node'] = (each, alertUrl) => {
		const ready = scenario.node(each, alertUrl);
		return each.name === 'Map to Xero Fields' ? { ...ready, parameters: { ...ready.parameters, ...chosen } } : ready;
	};
	return { ...scenario, node };
}

/** Ways through quick-start. */
export function quickStartScenarios(sync: ContactSync): Scenario[] {
	const { people, stage } = sync;
	const node = (each: INode, alertUrl: string) => withNotifyUrl({ ...prepared(each, stage.sandbox) }, alertUrl.replace('/json/', '/slack/'));
	const user = (extra: object = {}) => void people.createContact({ role: 'user', name: `Quin Quick${++made}`, email: `quin${made}@fault.example`, ...extra });
	return [
		{ name: 'a new contact', node, act: () => user() },
		{ name: 'a contact that cannot be mapped', node, act: () => user({ name: tooLong('Max') }) },
	];
}

/** company-sync without contact-sync: a night in which a company is new and another cannot be mapped. */
export function companySyncScenarios(sync: ContactSync): Scenario[] {
	const { people } = sync;
	const node = (each: INode, alertUrl: string) => ({ ...ready(sync, each, { nightly: SECONDS }, { alertUrl }), ...(each.name === 'Every Night' && { disabled: false }) });
	const act = async () => {
		for (const abn of ['', '12345678901']) {
			const contact = people.createContact({ role: 'user', name: `Cora Company${++made}`, email: `cora${made}@fault.example` }).id;
			people.attachCompany(contact, people.createCompany({ companyId: `night-${made}`, name: `Night ${made} Pty Ltd`, custom: { abn } }).id);
		}
		await sleep(2.5 * SECONDS * 1_000);
	};
	const down = async () => {
		const contact = people.createContact({ role: 'user', name: `Dora Down${++made}`, email: `dora${made}@fault.example` }).id;
		const { id } = people.createCompany({ companyId: `down-${made}`, name: `Down ${made} Pty Ltd` });
		people.attachCompany(contact, id);
		await sleep(2 * SECONDS * 1_000);
		sync.stage.sandbox.faults.add({ vendor: 'xero', path: '/api.xro', kind: 'status', status: 503, body: 'down' });
		people.updateCompany(id, { name: `Further Down ${made} Pty Ltd` });
		await sleep(2 * SECONDS * 1_000);
	};
	return [{ name: 'a night alone', node, act }, { name: 'a night in which Xero is down', node, act: down, after: () => sync.stage.sandbox.faults.clear() }];
}

/** setup, run by hand. */
export function setupScenarios(sync: ContactSync): Scenario[] {
	const organisationId = sync.stage.sandbox.xero.organisation().id;
	return [{ name: 'by hand', byHand: 'Run Setup', node: (each, alertUrl) => ready(sync, each, {}, { alertUrl, organisationId }), act: () => undefined }];
}

function withNotifyUrl(node: INode, url: string): INode {
	if (node.name !== 'Write the Message') return node;
	const { assignments } = node.parameters.assignments as { assignments: Array<{ name: string; value: string }> };
	const chosen = assignments.map((one) => (one.name === 'notifyUrl' ? { ...one, value: url } : one));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: chosen } } } as INode;
}

/** As a user sets it up, with its alerts going to the receiver and schedules that come in time. */
export function ready(sync: ContactSync, node: INode, schedules: Schedules, settings: Record<string, unknown>): INode {
	const shipped = node.name === 'Intercom Trigger' ? { topics: node.parameters.topics } : {};
	const chosen = withSettings(prepared(node, sync.stage.sandbox), { alertChannel: 'json', ...settings });
	if (node.name === 'Create or Update in Xero') return { ...chosen, parameters: { ...chosen.parameters, options: { ...(chosen.parameters.options as object), maxWaitSeconds: 1 } } };
	if (node.name === 'Read a Page') return { ...chosen, parameters: { ...chosen.parameters, pageSize: 2 } };
	const schedule = Object.entries(NODES).find(([, name]) => name === node.name)?.[0] as keyof Schedules | undefined;
	if (schedule === undefined) return { ...chosen, parameters: { ...chosen.parameters, ...shipped } };
	const seconds = schedules[schedule];
	const interval = seconds === undefined ? [{ field: 'months', monthsInterval: 12 }] : [{ field: 'seconds', secondsInterval: seconds }];
	return { ...chosen, parameters: { rule: { interval } } };
}
