import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../sandbox/kernel/random';
import { eventually, quiet, startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { onLedger } from '../e2e/harness/onLedger';

/**
 * Time scale: the reconciliation runs every 3 minutes instead of every hour, a night comes every 4 minutes instead of every
 * day. Intercom's and Xero's limits are their own; changes come three a second. An archiving that got lost is looked for 15 minutes after
 * the contact was made, as always, so the last of them take three or four of these short nights.
 */
const LIMIT_MS = 50 * 60_000;
const CHANGES = 1_000;
const PEOPLE = 120;
const PAUSE_MS = 330;
const random = seededRandom(7);
let sync: ContactSync;
let made = 0;
const happened: Array<{ kind: Kind; trouble: Trouble | undefined; id: string }> = [];

type Trouble = 'lose' | 'double' | 'reorder';
type Kind = 'created' | 'phone' | 'email' | 'merged' | 'archived' | 'deleted' | 'company';
/** How often of a hundred, and the pass that heals a lost notification of the kind. */
const KINDS: Record<Kind, { weight: number; notifications: number; healedBy: 'hourly' | 'two nights' }> = {
	created: { weight: 15, notifications: 1, healedBy: 'hourly' },
	phone: { weight: 50, notifications: 1, healedBy: 'hourly' },
	email: { weight: 12, notifications: 2, healedBy: 'hourly' },
	merged: { weight: 5, notifications: 1, healedBy: 'hourly' },
	archived: { weight: 4, notifications: 1, healedBy: 'two nights' },
	deleted: { weight: 5, notifications: 1, healedBy: 'two nights' },
	company: { weight: 9, notifications: 1, healedBy: 'hourly' },
};

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json', xeroWait: 'shipped', reconciliationSeconds: 180, nightSeconds: 240, settings: { whenDeleted: 'archive' } });
	for (let index = 0; index < PEOPLE; index++) {
		create('user');
		await sleep(150);
	}
	await eventually(() => expect(wrong()).toEqual([]), 5 * 60_000);
	await quiet(sync);
}, LIMIT_MS);

afterAll(async () => await sync?.close(), LIMIT_MS);

test('1,000 changes with 10% of their notifications lost, 10% doubled, 10% late: right after the hourly pass, and after two nights where somebody left', async () => {
	for (let change = 0; change < CHANGES; change++) {
		happened.push(oneChange());
		await sleep(PAUSE_MS);
	}
	sync.stage.sandbox.intercom.deliveries.clearTroubles();
	for (const trouble of ['lose', 'double', 'reorder'] as const) {
		const count = happened.filter((one) => one.trouble === trouble).length;
		console.log(`${trouble}: ${count} of ${CHANGES}`);
		expect(Math.abs(count - CHANGES / 10)).toBeLessThan(CHANGES / 20);
	}
	let asked = 0;
	await eventually(async () => {
		if (await letPass()) asked += 1;
		expect(wrong()).toEqual([]);
	}, 28 * 60_000);
	console.log(`a person was asked ${asked} times whether so many may be archived`);
	expect(asked).toBeGreaterThan(0);
	await quiet(sync);
	expect(doubles()).toEqual([]);
	expect(sync.stage.n8n.errorLines).toEqual([]);
}, LIMIT_MS);

/** Some ninety leave within six minutes, and twenty may within an hour: the others wait until a person says that it is right. */
async function letPass(): Promise<boolean> {
	if (!(await sync.rows('work')).some(({ heldBy }) => heldBy === 'archive')) return false;
	await onLedger(sync.stage, { operation: 'decide', decision: 'letPass', stop: 'archive', by: 'Jane of Accounts' });
	return true;
}

function oneChange(): (typeof happened)[number] {
	const kind = pickKind();
	const chance = random();
	const trouble = chance < 0.1 ? 'lose' : chance < 0.2 ? 'double' : chance < 0.3 ? 'reorder' : undefined;
	if (trouble) sync.stage.sandbox.intercom.deliveries.troubleNext(trouble, trouble === 'lose' ? KINDS[kind].notifications : 1);
	return { kind, trouble, id: play(kind) };
}

function pickKind(): Kind {
	let left = random() * 100;
	const kinds = Object.keys(KINDS) as Kind[];
	return kinds.find((kind) => (left -= KINDS[kind].weight) < 0) ?? 'phone';
}

function play(kind: Kind): string {
	const { people } = sync;
	if (kind === 'created') return create('user');
	if (kind === 'merged') return merge();
	const { id } = pick(contacts('user'));
	if (kind === 'phone') people.updateContact(id, { phone: `+6129${String(1_000_000 + Math.floor(random() * 8_999_999))}` });
	if (kind === 'email') people.updateContact(id, { email: `mail${++made}@changes.example` });
	if (kind === 'archived') people.archive(id);
	if (kind === 'deleted') people.deleteContact(id);
	if (kind === 'company') people.attachCompany(id, people.createCompany({ companyId: `c${++made}`, name: `Company ${made}` }).id);
	return id;
}

function create(role: 'user' | 'lead'): string {
	made++;
	return sync.people.createContact({ role, name: `Nora Notice${made}`, email: `nora${made}@changes.example`, phone: `+6128${String(1_000_000 + made)}` }).id;
}

function merge(): string {
	const lead = create('lead');
	const user = pick(contacts('user'));
	sync.people.mergeLeadIntoUser(lead, user.id);
	return user.id;
}

function contacts(role: 'user' | 'lead') {
	return [...sync.stage.sandbox.intercom.workspace().contacts.values()].filter((contact) => contact.state === 'active' && contact.role === role);
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const inXero = () => sync.stage.sandbox.xero.organisation().contacts.sorted();
const digits = (text: string) => text.replace(/\D/g, '');

/** Users of whom Xero is not right, judged by the two stand-ins' own data. */
function wrong(): string[] {
	const byNumber = new Map(inXero().map((contact) => [contact.text.ContactNumber ?? '', contact]));
	const users = [...sync.stage.sandbox.intercom.workspace().contacts.values()].filter(({ role }) => role === 'user');
	return users.filter(({ id, state, email, phone }) => {
		const held = byNumber.get(id);
		if (state !== 'active') return held?.status === 'ACTIVE';
		const { PhoneAreaCode = '', PhoneNumber = '' } = held?.phones.DEFAULT ?? {};
		return held?.status !== 'ACTIVE' || held.text.EmailAddress !== email || !digits(phone ?? '').endsWith(digits(PhoneAreaCode + PhoneNumber));
	}).map(({ id, state }) => `${id} ${state} after ${happened.filter((one) => one.id === id).map(({ kind, trouble }) => `${kind} ${trouble ?? 'told'}`).join(', ')}`);
}

/** Numbers and emails that two active contacts share. */
function doubles(): string[] {
	const seen = new Set<string>();
	return inXero().filter(({ status }) => status === 'ACTIVE').flatMap(({ text }) => [text.ContactNumber ?? '', text.EmailAddress ?? '']).filter((key) => key !== '' && (seen.has(key) || !seen.add(key)));
}
