/**
 * A first sync of many people into an organisation, and the memory it needed. memory.mjs bundles it with the lib of one
 * checkout or another.
 */
import type { HttpRequest, HttpResponse } from '../../lib/http/transport';
import type { MappedRecord } from '../../lib/sync/record/record';
import { upsertContacts, type UpsertDeps, type UpsertOptions } from '../../lib/sync/upsert';
import { ContactTurns } from '../../lib/sync/write/contactTurns';
import { KeyedLock } from '../../lib/sync/write/keyedLock';
import { SyncMemory } from '../../lib/sync/write/memory';
import { DirectoryShelf } from '../../lib/xero/directory/directoryShelf';

const [, , people = '0', url = '', organisationId = '', token = ''] = process.argv;
const MB = 2 ** 20;
/** How often the heap is measured, in calls: what only waits to be collected does not count. */
const MEASURED_EVERY = 20;

const OPTIONS: Omit<UpsertOptions, 'organisationId'> = { matchByName: false, numberOfAnotherSystem: 'review', nameTaken: 'suffix', conflict: 'intercomWins', massChange: 'review', batchSize: 50, compareAlways: false, preview: false };

let [calls, peak, measuring] = [0, 0, 0];
void run();

async function run(): Promise<void> {
	const records = Array.from({ length: Number(people) }, (_, index) => record(index));
	const before = liveHeap();
	const clock = { now: () => Date.now(), random: Math.random, sleep: async () => await Promise.resolve() };
	const client = { baseUrl: url, organisationId, context: { transport, clock } };
	const deps: UpsertDeps = { client, clock, shelf: new DirectoryShelf(), memory: new SyncMemory(), locks: new KeyedLock(), turns: new ContactTurns() };
	const startedAt = process.cpuUsage();
	const outcomes = await upsertContacts(records, deps, { ...OPTIONS, organisationId });
	measure();
	const { user, system } = process.cpuUsage(startedAt);
	const cpuSeconds = (user + system) / 1e6 - measuring;
	const created = outcomes.filter(({ outcome }) => outcome === 'created').length;
	const afterMB = (liveHeap() - before) / MB;
	const items = records.map((of, index) => ({ json: { ...outcomes[index], record: of }, pairedItem: { item: index } }));
	const itemsMB = (liveHeap() - before) / MB;
	console.log(JSON.stringify({ created, calls, recordsMB: before / MB, runMB: (peak - before) / MB, afterMB, itemsMB, items: items.length, cpuSeconds }));
	// Until here the records are the driver's, and the outcomes the node's.
	records.length = outcomes.length = 0;
}

function liveHeap(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

function measure(): void {
	const spent = process.cpuUsage();
	peak = Math.max(peak, liveHeap());
	const { user, system } = process.cpuUsage(spent);
	measuring += (user + system) / 1e6;
}

async function transport(request: HttpRequest): Promise<HttpResponse> {
	const query = new URLSearchParams();
	for (const [key, value] of Object.entries(request.query ?? {})) if (value !== undefined) query.append(key, String(value));
	if (++calls % MEASURED_EVERY === 0) measure();
	const answer = await fetch(`${request.url}?${query.toString()}`, {
		method: request.method,
		headers: { ...request.headers, Authorization: `Bearer ${token}`, ...(request.body !== undefined && { 'Content-Type': 'application/json' }) },
		...(request.body !== undefined && { body: JSON.stringify(request.body) }),
	});
	const text = await answer.text();
	return { status: answer.status, headers: Object.fromEntries(answer.headers), body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
}

/** As the recommended mapping makes it. */
function record(index: number): MappedRecord {
	const intercomId = (0x6961d404 * 2 ** 20 + index).toString(16).padStart(24, '0');
	const letters = [...String(index)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
	const [FirstName, LastName, EmailAddress] = [`Person${letters}`, 'Smith', `person${index}@example.com`];
	return {
		intercomId,
		previousIds: [],
		role: 'user',
		kind: 'person',
		xero: {
			Name: `${FirstName} ${LastName}`,
			FirstName,
			LastName,
			EmailAddress,
			Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '4', PhoneNumber: String(12_000_000 + index) }],
			Addresses: [{ AddressType: 'STREET', City: 'Sydney', Region: 'New South Wales', Country: 'Australia' }],
		},
		groups: [],
		notes: [],
		rules: {},
		match: { contactNumber: intercomId, email: EmailAddress, name: `${FirstName} ${LastName}` },
		source: { createdAt: 1_700_000_000 + index, updatedAt: 1_760_000_000 },
		fingerprint: `${index}`.padStart(64, 'f'),
	};
}
