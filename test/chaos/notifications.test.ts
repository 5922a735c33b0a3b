import { seededRandom } from '../../sandbox/kernel/random';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/start';
import { BusyWorkspace, type ChangeKind, type Happening, type Trouble } from './busyWorkspace';
import { LiveSync } from './liveSync';
import { WORLD_START_MS } from './nastyWorld';
import { doubles, wrongIds } from './rightness';
import { SignedReceiver } from './signedReceiver';
import { SyncProcess } from './syncProcess';
import { LONG_MS, openWire } from './virtualWire';

const CHANGES = 1_000;
const BETWEEN_CHANGES_MS = 7_000;
/** Notifications of so many changes are worked off together. */
const BURST = 10;

/** The pass that heals a lost notification of this kind. */
const HEALED_BY: Record<ChangeKind, 'hourly' | 'daily'> = {
	created: 'hourly',
	updated: 'hourly',
	emailChanged: 'hourly',
	attached: 'hourly',
	merged: 'hourly',
	unarchived: 'hourly',
	archived: 'daily',
	deleted: 'daily',
};

let sandbox: Sandbox;
let receiver: SignedReceiver;
let sync: LiveSync;
const happenings: Happening[] = [];
let startedAt = 0;

jest.setTimeout(120_000);

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 1, xero: { accessTokenMs: LONG_MS }, intercom: { delivery: { timeScale: 0.001 } } });
	sandbox.clock.freeze(WORLD_START_MS);
	sync = new LiveSync(new SyncProcess(sandbox, { wire: openWire(sandbox), random: seededRandom(2), maxAttempts: 5 }));
	receiver = new SignedReceiver('sandbox-intercom-secret');
	const workspace = new BusyWorkspace(sandbox, 3);
	for (const name of ['Acme Pty Ltd', 'Harbour Group', 'Blue Gum Trading']) sandbox.intercom.people().createCompany({ name });
	await sync.sync(Array.from({ length: 300 }, () => workspace.create()));
	await sandbox.intercom.subscribeWebhook(await receiver.start());
	startedAt = sandbox.clock.now();
	await live(workspace);
});

afterAll(async () => {
	await receiver.stop();
	await sandbox.stop();
});

async function live(workspace: BusyWorkspace): Promise<void> {
	for (let change = 1; change <= CHANGES; change++) {
		sandbox.clock.advance(BETWEEN_CHANGES_MS);
		happenings.push(workspace.change());
		if (change % BURST > 0) continue;
		await delivered();
		await sync.onNotifications(receiver.taken());
	}
	sandbox.intercom.deliveries.clearTroubles();
	await delivered();
	await sync.onNotifications(receiver.taken());
}

/** Those held back start once the others have arrived, so quiet has to last. */
async function delivered(): Promise<void> {
	for (let quiet = 0; quiet < 3; quiet++) {
		await new Promise((resolve) => setImmediate(resolve));
		await sandbox.intercom.deliveries.idle();
	}
}

/** Kinds of the lost changes of these records. */
function lostKindsOf(ids: readonly string[]): ChangeKind[] {
	const wrong = new Set(ids);
	const kinds = happenings.filter(({ trouble, id }) => trouble === 'lose' && wrong.has(id)).map(({ kind }) => kind);
	return [...new Set(kinds)].sort();
}

/** Wrong records none of whose changes was lost. */
function withoutALoss(ids: readonly string[]): string[] {
	const lost = new Set(happenings.filter(({ trouble }) => trouble === 'lose').map(({ id }) => id));
	return ids.filter((id) => !lost.has(id));
}

/** Merged into a contact that is itself archived or deleted by now, which no search shows: the sweep heals that too. */
function isMergeIntoNobody({ kind, id }: Happening): boolean {
	if (kind !== 'merged') return false;
	const { contacts } = sandbox.intercom.workspace();
	return contacts.get(contacts.get(id)?.mergedInto ?? '')?.state !== 'active';
}

const count = (trouble: Trouble) => happenings.filter((one) => one.trouble === trouble).length;

test('about 10% of the changes had their notifications lost, 10% doubled, 10% delivered late', () => {
	const { log } = sandbox.intercom.deliveries;
	console.info(`${CHANGES} changes, lost ${count('lose')}, doubled ${count('double')}, late ${count('reorder')}; ${receiver.accepted} notifications accepted, ${sandbox.journal.count({ vendor: 'xero' })} Xero calls`);
	for (const trouble of ['lose', 'double', 'reorder'] as const) expect(Math.abs(count(trouble) - CHANGES / 10)).toBeLessThan(CHANGES / 20);
	expect(log.filter(({ outcome }) => outcome === 'lost').length).toBeGreaterThanOrEqual(count('lose'));
	expect(log.every(({ outcome }) => outcome === 'lost' || outcome === 'delivered')).toBe(true);
});

test('doubled and late notifications heal by themselves, because each only makes the record be read afresh', () => {
	const wrong = wrongIds(sandbox, sync);
	expect(withoutALoss(wrong)).toEqual([]);
	expect(doubles(sandbox)).toEqual([]);
	expect(lostKindsOf(wrong)).toEqual(Object.keys(HEALED_BY).sort());
});

test('the hourly pass over what changed heals lost creations, updates, emails, companies attached, merges and returns', async () => {
	expect(await sync.onTheHour(Math.floor(startedAt / 1_000))).toBeGreaterThan(0);
	const left = wrongIds(sandbox, sync);
	const lost = happenings.filter(({ id, trouble }) => trouble === 'lose' && left.includes(id));
	const last = new Map(lost.map((one) => [one.id, one]));
	expect([...last.values()].filter((one) => HEALED_BY[one.kind] === 'hourly' && !isMergeIntoNobody(one))).toEqual([]);
	expect(left.length).toBeGreaterThan(0);
});

test('two daily sweeps heal lost archivings and deletions, and one is not enough to call a record gone', async () => {
	const before = wrongIds(sandbox, sync);
	await sync.sweep();
	expect(wrongIds(sandbox, sync)).toEqual(before);
	await sync.sweep();
	expect(wrongIds(sandbox, sync)).toEqual([]);
	expect(doubles(sandbox)).toEqual([]);
});
