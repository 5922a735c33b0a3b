import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../../../sandbox/demo/stage';
import { knownOnBothSides } from '../../e2e/harness/knownOnBothSides';
import { databaseOf } from './n8nDatabase';
import { usedBy } from './processGroup';

/** One change alone, from the moment at which Intercom told of it. */
export interface OneChange {
	/** Until Xero was written, ms. */
	latencyMs: number;
	/** What n8n spent on it beyond what it spends idle, ms. */
	cpuMs: number;
	/** Executions that n8n started for it. */
	executions: number;
}

/** In which everything about one change is over, its echoes included. */
const WINDOW_MS = 5_000;

/** What n8n spends in a window in which nothing happens, ms. */
export async function idleWindow(stage: Stage): Promise<number> {
	const before = used(stage).cpuMs;
	await sleep(WINDOW_MS);
	return used(stage).cpuMs - before;
}

/** @param change makes one change in Intercom that leads to a write in Xero */
export async function changeAlone(stage: Stage, idleMs: number, change: () => void): Promise<OneChange> {
	const { sandbox, n8n } = stage;
	const [written, told] = [sandbox.xero.changes.length, sandbox.intercom.deliveries.log.length];
	const { lastExecution } = databaseOf(n8n);
	const before = used(stage).cpuMs;
	change();
	await sleep(WINDOW_MS);
	const cpuMs = used(stage).cpuMs - before - idleMs;
	const first = sandbox.xero.changes.slice(written).find(({ by }) => by === 'api');
	const sentAt = sandbox.intercom.deliveries.log[told]?.sentAt;
	if (first === undefined || sentAt === undefined) throw new Error(`The change was not in Xero after ${WINDOW_MS} ms`);
	return { latencyMs: first.time - sentAt, cpuMs, executions: databaseOf(n8n).lastExecution - lastExecution };
}

/** Many changes at once, against Xero's 60 calls a minute. */
export interface Burst {
	changes: number;
	/** From the last change until all were right in Xero; null: not within the limit. */
	secondsAfterTheLast: number | null;
	/** Deliveries of Intercom, and how many were answered with 200 within a second, and within Intercom's five. */
	deliveries: number;
	withinASecond: number;
	withinFive: number;
	answerP95Ms: number;
	peakMB: number;
	cpuMsEach: number;
	databaseKBEach: number;
	xeroCalls: number;
	executions: number;
}

const EVERY_MS = 200;
/** Twice what the older build took when it was measured first. */
const BURST_LIMIT_MS = 25 * 60_000;

/** Half of the changes are new people, half a new phone number of people that both systems have and reference. */
export async function burst(stage: Stage, changes: number): Promise<Burst> {
	const { sandbox, n8n } = stage;
	const people = sandbox.intercom.people();
	const organisation = sandbox.xero.organisation();
	const known = knownOnBothSides(stage, changes / 2);
	const [told, mark, idle, database] = [sandbox.intercom.deliveries.log.length, sandbox.journal.mark(), used(stage), databaseOf(n8n)];
	let peak = idle.residentBytes;
	const watch = setInterval(() => (peak = Math.max(peak, used(stage).residentBytes)), 500);
	const wanted = new Map<string, string>();
	try {
		for (let number = 0; number < changes; number++) {
			const phone = `0412 ${String(100_000 + number).replace(/^(...)(...)$/, '$1 $2')}`;
			const id = number % 2 === 0 ? people.createContact({ role: 'user', name: `Nia New${number}`, email: `nia${number}@burst.example`, phone }).id : known[(number - 1) / 2]!;
			if (number % 2 === 1) people.updateContact(id, { phone });
			wanted.set(id, phone.replaceAll(' ', '').slice(1));
			await sleep(EVERY_MS);
		}
		const last = Date.now();
		const isRight = () => {
			const phones = new Map(organisation.contacts.sorted().map(({ text, phones: all }) => [text.ContactNumber ?? '', JSON.stringify(all).replace(/[^0-9]/g, '')]));
			return [...wanted].every(([id, phone]) => phones.get(id)?.includes(phone));
		};
		while (!isRight() && Date.now() - last < BURST_LIMIT_MS) await sleep(250);
		const secondsAfterTheLast = isRight() ? (Date.now() - last) / 1_000 : null;
		await sleep(20_000); // the references and their echoes
		const now = used(stage);
		const log = sandbox.intercom.deliveries.log.slice(told);
		const answered = log.filter(({ status }) => status === 200).map(({ ms }) => ms).sort((a, b) => a - b);
		const { bytes, lastExecution } = databaseOf(n8n);
		return {
			changes, secondsAfterTheLast, deliveries: log.length, withinASecond: answered.filter((ms) => ms <= 1_000).length, withinFive: answered.filter((ms) => ms <= 5_000).length,
			answerP95Ms: answered[Math.floor(answered.length * 0.95)] ?? NaN, peakMB: (peak - idle.residentBytes) / 2 ** 20, cpuMsEach: (now.cpuMs - idle.cpuMs) / changes,
			databaseKBEach: (bytes - database.bytes) / 1_024 / changes, executions: lastExecution - database.lastExecution,
			xeroCalls: sandbox.journal.list({ vendor: 'xero', after: mark }).filter(({ path }) => path.startsWith('/api.xro/')).length,
		};
	} finally {
		clearInterval(watch);
	}
}

function used({ n8n }: Stage): ReturnType<typeof usedBy> {
	if (n8n.pid === undefined) throw new Error('n8n does not run');
	return usedBy(n8n.pid);
}
