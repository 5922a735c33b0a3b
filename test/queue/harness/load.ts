import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../e2e/harness/contactSync';
import { knownOnBothSides } from '../../e2e/harness/knownOnBothSides';
import type { LedgerRow } from '../../e2e/harness/ledgerFile';
import { figuresOf, type Figures, type Observed } from './figures';

export interface Load {
	/** Tells one load from another: the family name of its people. */
	family: string;
	changes: number;
	perSecond: number;
	/** How long the last of it may take, ms. */
	throughMs: number;
}

/** One of so many changes is a new contact whose email two contacts of Xero have: only a person can tell which it is. */
const REVIEW_EVERY = 20;

/**
 * Makes changes in Intercom at a pace, half of them new contacts and half new phone numbers of known ones, and waits until
 * all of it is right on the other side: in Xero once, with what Intercom said last, or on the review list once.
 * @param meanwhile what else happens; the changes go on until it is over
 */
export async function underLoad(sync: Observed, load: Load, meanwhile: () => Promise<void> = async () => await Promise.resolve()): Promise<Figures> {
	const { sandbox } = sync;
	toldAgain(sync);
	const known = knownOnBothSides({ sandbox }, load.changes, `${load.family}Known`);
	const before = { journal: sandbox.journal.mark(), written: sandbox.xero.changes.length, delivered: sandbox.intercom.deliveries.log.length, alerts: sync.alerts.received.length };
	const phones = new Map<string, string>();
	const unclear: string[] = [];
	const began = Date.now();
	let isOver = false;
	const other = meanwhile().finally(() => (isOver = true));
	let made = 0;
	for (; made < load.changes || (!isOver && made < 2 * load.changes); made++) {
		const phone = `0412 ${String(100_000 + made).replace(/^(...)(...)$/, '$1 $2')}`;
		if (made % REVIEW_EVERY === REVIEW_EVERY - 2) unclear.push(unclearContact(sync, load.family, made, phone));
		else phones.set(change(sync, load.family, known, made, phone), phone.replaceAll(' ', '').slice(1));
		await sleep(Math.max(0, began + ((made + 1) * 1_000) / load.perSecond - Date.now()));
	}
	const lastChangeAt = Date.now();
	await other;
	const untold = await untoldSince(sync, before.delivered);
	if (untold > 0) await sync.lookForMissed?.();
	const contactsOf = (id: string) => sandbox.xero.organisation().contacts.sorted().filter(({ text }) => text.ContactNumber === id);
	const isRight = ([id, phone]: [string, string]) => contactsOf(id).length === 1 && digits(contactsOf(id)[0]?.phones).includes(phone);
	const wrong = () => [...phones].filter((one) => !isRight(one)).map(([id]) => id);
	await eventually(async () => {
		const waiting = new Set((await sync.rows('review')).map(({ id }) => id));
		// What was lost several times in a row rests for minutes: where it is right in Xero already, nobody has said so yet.
		const goingOn = (await sync.rows('work')).filter(({ state, dueAt }) => state === 'running' || Number(dueAt) <= Date.now());
		const left = { wrong: wrong().length, notInReview: unclear.filter((id) => !waiting.has(id)).length, work: goingOn.length };
		if (left.wrong + left.notInReview + left.work > 0) throw new Error(`Not through: ${JSON.stringify({ ...left, kinds: kindsOf(goingOn) })}`);
	}, load.throughMs).catch((error: unknown) => console.log(String(error), wrong().slice(0, 5)));
	const throughAt = Date.now();
	const reviews = (await sync.rows('review')).filter(({ id }) => phones.has(String(id)) || unclear.includes(String(id)));
	return figuresOf(sync, { before, made, wrong: wrong(), unclear, reviewed: reviews.map(({ id }) => String(id)), throughMs: throughAt - lastChangeAt, untold });
}

/** Intercom pauses a webhook for a quarter of an hour after 1,000 errors in a row; the next load is not to begin within that. */
function toldAgain({ sandbox }: Observed): void {
	const { subscription } = sandbox.intercom.app();
	if (subscription !== null) Object.assign(subscription, { pausedUntil: 0, errorsInRow: 0 });
}

/** How many notifications Intercom has given up once it tried each again: failed twice, or dropped while it paused. Those the hourly reconciliation is for. */
async function untoldSince({ sandbox }: Observed, delivered: number): Promise<number> {
	const { deliveries } = sandbox.intercom;
	await eventually(() => {
		if (deliveries.waiting > 0) throw new Error(`Intercom tries ${deliveries.waiting} notifications again`);
	});
	return deliveries.log.slice(delivered).filter(({ outcome }) => outcome === 'failed' || outcome === 'dropped').length;
}

function change({ people }: Observed, family: string, known: readonly string[], number: number, phone: string): string {
	if (number % 2 === 0) return people.createContact({ role: 'user', name: `Kit ${family}${number}`, email: `kit${number}@${family.toLowerCase()}.example`, phone }).id;
	const id = known[((number - 1) / 2) % known.length] ?? '';
	people.updateContact(id, { phone });
	return id;
}

function unclearContact({ sandbox, people }: Observed, family: string, number: number, phone: string): string {
	const email = `two${number}@${family.toLowerCase()}.example`;
	sandbox.xero.organisation().seedContacts(['One', 'Other'].map((which) => ({ Name: `${which} ${family}${number}`, EmailAddress: email })));
	return people.createContact({ role: 'user', name: `Una ${family}${number}`, email, phone }).id;
}

/** How many rows of work are alike, for whoever reads a failure. */
function kindsOf(work: readonly LedgerRow[]): Record<string, number> {
	const kinds: Record<string, number> = {};
	for (const { state, why, topic, waitsFor, attempts, leaseUntil, leasedBy } of work) {
		const left = leaseUntil === null ? '' : `, lease ends in ${Math.round((Number(leaseUntil) - Date.now()) / 60_000)} min, held by ${String(leasedBy)}`;
		const kind = `${String(state)} ${String(why)} ${String(topic)}, waits for ${String(waitsFor)}, tried ${String(attempts)} times${left}`;
		kinds[kind] = (kinds[kind] ?? 0) + 1;
	}
	return kinds;
}

const digits = (value: unknown) => JSON.stringify(value ?? '').replace(/[^0-9]/g, '');
