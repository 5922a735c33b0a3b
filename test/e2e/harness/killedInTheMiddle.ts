import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type ContactSync } from './contactSync';

export interface AfterKill {
	ids: string[];
	/** How many of them were in Xero when n8n was killed and all changes had been made. */
	survived: number;
	/** Every contact in Xero at the end. */
	contacts: Array<{ number: string; email: string }>;
	/** Fields changed after the creation, by the workflow. */
	changedLater: number;
	/** Alerts that the channel did not take. */
	refused: number;
}

/**
 * Creates contacts in Intercom one after the other, kills n8n half way, goes on creating, starts n8n again, and waits until
 * the reconciliation and the ledger are through and every contact has its reference. What Intercom tells while n8n is down is lost after its one retry.
 */
export async function killedInTheMiddle(sync: ContactSync, changes: number, limitMs: number, pauseMs = 100): Promise<AfterKill> {
	const { sandbox, n8n } = sync.stage;
	const contacts = () =>
		sandbox.xero.organisation().contacts.sorted().map(({ text }) => ({ number: text.ContactNumber ?? '', email: text.EmailAddress ?? '' }));
	const ids: string[] = [];
	for (let index = 0; index < changes; index++) {
		ids.push(sync.people.createContact({ role: 'user', name: `Kim Killed${index}`, email: `kim${index}@killed.example` }).id);
		await sleep(pauseMs);
		if (index !== Math.floor(changes / 2)) continue;
		await eventually(() => (contacts().length > 0 ? true : Promise.reject(new Error('nothing has reached Xero yet'))));
		await n8n.kill();
	}
	const survived = contacts().length;
	await n8n.start();
	const missing = () => ids.filter((id) => !contacts().some(({ number }) => number === id));
	await eventually(() => (missing().length === 0 ? true : Promise.reject(new Error(`${missing().length} contacts are not in Xero`))), limitMs);
	await eventually(async () => {
		const waiting = (await sync.rows('work')).length;
		if (waiting > 0) throw new Error(`${waiting} rows are still in the ledger`);
	}, limitMs);
	await eventually(() => {
		const without = ids.filter((id) => !sync.people.contact(id).custom.xero_contact_id);
		if (without.length > 0) throw new Error(`${without.length} contacts have no reference to Xero`);
	}, limitMs);
	const refused = sync.alerts.received.filter(({ refusal }) => refusal !== null).length;
	const changedLater = sandbox.xero.changes.filter(({ created, by }) => !created && by === 'api').length;
	return { ids, survived, contacts: contacts(), changedLater, refused };
}
