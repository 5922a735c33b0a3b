import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { withSetupSettings } from '../../../sandbox/demo/setupRun';
import { prepared } from '../../../sandbox/demo/stage';
import { atScale, withParameters, withSettings, type ContactSync } from './contactSync';
import type { Scenario } from './faultInNode';
import { tooLong } from './unmappable';

interface Schedules {
	hourly?: number;
	nightly?: number;
}

/** Long enough that a run is over before the next one starts. */
const SECONDS = 6;
let made = 0;

/** Ways through contact-sync that together run every node that can run: no alert comes of them but those they are about. */
export function contactSyncScenarios(sync: ContactSync): Scenario[] {
	const { people, stage } = sync;
	const { sandbox } = stage;
	const user = (extra: object = {}) => people.createContact({ role: 'user', name: `Fran Fault${++made}`, email: `fran${made}@fault.example`, ...extra }).id;
	const lose = (count: number) => sandbox.intercom.deliveries.troubleNext('lose', count);
	const scenario = (name: string, act: Scenario['act'], schedules: Schedules = {}, settings: Record<string, unknown> = {}): Scenario => ({
		name, act, node: (node, alertAddress) => ready(sync, node, schedules, { alertAddress, ...settings }),
	});
	return [
		scenario('a new contact', () => void user()),
		scenario('a contact for a person to decide', () => {
			made++;
			sandbox.xero.organisation().seedContacts([{ Name: `Lea Lead${made}`, EmailAddress: `lea${made}@fault.example` }]);
			people.createContact({ role: 'lead', name: `Lea Lead${made}`, email: `lea${made}@fault.example` });
		}),
		scenario('a contact that cannot be mapped', () => void user({ name: tooLong('Max') })),
		scenario('a contact deleted in Intercom', async (ledger) => {
			const id = user();
			await sleep(4_000);
			people.deleteContact(id);
			await sleep(3_000);
			await ledger.elapse(2 * 60_000); // archivings wait a minute for each other
			await sleep(6_000);
		}, {}, { whenDeleted: 'archive' }),
		scenario('a lost notification', async () => {
			lose(2);
			user();
			await sleep(2.5 * SECONDS * 1_000);
		}, { hourly: SECONDS }),
		scenario('a night', async () => await sleep(1.5 * SECONDS * 1_000), { nightly: SECONDS }),
		scenario('companies and their people', async () => {
			const company = (name: string) => people.createCompany({ companyId: `fault-${++made}`, name, website: `https://fault${made}.example` }).id;
			people.attachCompany(user(), company(`Fault ${made} Pty Ltd`));
			people.attachCompany(user(), company(tooLong(`Bad ${made}`)));
			user();
			await sleep(2_000);
		}, {}, { billTo: 'company' }),
	];
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

/** setup, run by hand. */
export function setupScenarios(sync: ContactSync): Scenario[] {
	return [{ name: 'by hand', byHand: 'Run Setup', node: (each, alertAddress) => withSetupSettings(prepared(each, sync.stage.sandbox), { alertAddress }), act: () => undefined }];
}

function withNotifyUrl(node: INode, url: string): INode {
	if (node.name !== 'Write the Message') return node;
	return withParameters(node, { alertAddress: url });
}

/** As a user sets it up, with its alerts going to the receiver and schedules that come in time. */
function ready(sync: ContactSync, node: INode, { hourly, nightly }: Schedules, settings: Record<string, unknown>): INode {
	return atScale(withSettings(prepared(node, sync.stage.sandbox), { alertChannel: 'json', ...settings }), { reconciliationSeconds: hourly, nightSeconds: nightly });
}
