import type { IDataObject } from 'n8n-workflow';
import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import type { Alert } from '../../../lib/ledger/decisions/outbox';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { settle } from '../../../lib/ledger/decisions/settle';
import { beginSweep, endSweep } from '../../../lib/ledger/decisions/sweep';
import { tellSweep } from '../../../lib/ledger/decisions/sweepNews';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { Journey } from './journey';
import { contact } from './ledgerBench';

/** Sweep in n8n's engine, over Intercom's stand-in and a ledger in a real file. */
jest.setTimeout(120_000);

let journey: Journey;
beforeEach(async () => void (journey = await Journey.open()));
afterEach(async () => await journey.close());

const seconds = ({ updatedAt }: { updatedAt: number }) => Math.floor(updatedAt / 1_000);
const subject = ({ id }: { id: string }): Subject => ({ kind: 'contact', id });
const sweep = async (segments: unknown = '') => {
	const { intercomAppTokenApi } = journey.credentials;
	const parameters = { segments: typeof segments === 'string' ? segments : '={{ $json.segments }}' };
	const [summary, ...more] = await journey.bench.emitted('sweep', [{ segments } as IDataObject, {}], parameters, { credentials: { intercomAppTokenApi } });
	expect(more).toEqual([]);
	return summary!;
};

/** As if it had been synced in no segment. */
async function synced(...subjects: Subject[]): Promise<void> {
	await journey.bench.store.change(settle(subjects.map((one) => ({
		outcome: 'synced', subject: one, token: '', reason: 'r', requestIds: [], result: 'created', as: 'person', xeroContactId: `x${one.id}`, fingerprint: 'f', sourceUpdatedAtSeconds: 1, xeroUpdatedAt: 1, reference: 'stored', changes: [], segments: '',
	})), DEFAULT_PUBLISHED, Date.now()));
}

test('who is on no page of two whole sweeps is looked for; one sweep proves nothing, and who is there is left alone', async () => {
	const { people, bench } = journey;
	const here = Array.from({ length: 151 }, (_, n) => people.createContact({ email: `p${n}@one.example` }));
	await synced(subject(here[0]!), contact(1));
	expect(await sweep()).toMatchObject({ seen: 151, pages: 2, moved: 0, vanished: 0, complete: true, message: 'Read 151 contacts on 2 pages.' });
	expect(await bench.rows('work')).toEqual([]);
	expect(await sweep()).toMatchObject({ vanished: 1, complete: true, message: expect.stringContaining('1 were missed by two sweeps') });
	expect(await sweep()).toMatchObject({ vanished: 0 });
	expect(await bench.rows('work')).toMatchObject([{ id: contact(1).id, why: 'vanished', removal: 'vanished', confirmed: false }]);
});

test('who entered or left a chosen segment is due, once, from names as a text or a list', async () => {
	const { people, bench } = journey;
	const [jane, joe] = ['jane', 'joe'].map((name) => people.createContact({ email: `${name}@one.example` }));
	people.addToSegment(jane!.id, 'Paying');
	await synced(subject(jane!), subject(joe!));
	expect(await sweep('paying')).toMatchObject({ moved: 1, message: expect.stringContaining('1 entered or left a chosen segment and is due.') });
	expect(await bench.rows('work')).toMatchObject([{ id: jane!.id, why: 'segment', priority: 'normal' }]);
	expect(await sweep([['Paying', null], [undefined, 'Paying, ']])).toMatchObject({ moved: 0, complete: true });
});

test('a page that fails ends the sweep in words and proves nothing about anybody; told when nothing heals it, or after three', async () => {
	const { people, bench, xero } = journey;
	for (let n = 0; n < 151; n++) people.createContact({ email: `p${n}@one.example` });
	await synced(contact(1));
	await sweep();
	xero.sandbox.faults.add({ vendor: 'intercom', method: 'GET', path: /^\/contacts$/, kind: 'status', status: 403, skip: 1, body: { type: 'error.list', errors: [{ code: 'forbidden', message: 'no' }] } });
	const broken = await sweep();
	expect(broken).toMatchObject({ seen: 150, pages: 1, vanished: 0, complete: false, reason: expect.stringMatching(/\S/), nextStep: expect.stringMatching(/\S/), message: expect.stringContaining('It proves nothing') });
	expect(await bench.rows('work')).toEqual([]);
	expect(await bench.rows('alert')).toMatchObject([{ key: 'sweep', state: 'due', text: { title: 'The sweep of all contacts breaks off' } }]);
	xero.sandbox.faults.clear();
	expect(await sweep()).toMatchObject({ complete: true, vanished: 1 });
	expect(await bench.rows('alert')).toEqual([]);
});

test('the contacts of another workspace are not read, because all of this one would seem to have left', async () => {
	const { bench } = journey;
	await bench.remove();
	const other = await Journey.open();
	const mine = journey;
	journey = other;
	const { intercomAppTokenApi } = mine.credentials;
	const [summary] = await other.bench.emitted('sweep', [{}], {}, { credentials: { intercomAppTokenApi } });
	expect(summary).toMatchObject({ seen: 0, complete: false, reason: 'otherWorkspace', message: expect.stringContaining('nothing was read') });
	await mine.xero.sandbox.stop();
});

test('a segment that does not exist ends it in words', async () => {
	expect(await sweep('Nowhere')).toMatchObject({ complete: false, reason: 'segmentUnknown', message: expect.stringContaining('"Nowhere"') });
});

describe('two sweeps whose ends cross', () => {
	const fault = () => journey.xero.sandbox.faults.add({ vendor: 'intercom', method: 'GET', path: /^\/contacts$/, kind: 'status', status: 403, body: {} });
	const state = async () => (await journey.bench.rows('alert')).map(({ key, state: is, subjectState }) => [key, is, subjectState]);

	test('one that ended well before does not take back what the newer one tells', async () => {
		const { store } = journey.bench;
		const older = await store.change(beginSweep(Date.now()));
		await store.change(endSweep(older.sweep));
		fault();
		await sweep();
		const told = await state();
		expect(told).toEqual([['sweep', 'due', expect.stringMatching(/\S/)]]);
		await store.change(claimAlerts({ token: 'a', leaseUntil: Date.now() + 60_000 }, Date.now()));
		await store.change(confirmAlerts('a', true, Date.now()));
		// The older one comes to its end only now.
		expect(await store.change(tellSweep(older.sweep, { state: 'whole', key: 'sweep', title: 'It reads again' }, Date.now()))).toEqual({ isNews: false });
		await sweep();
		expect(await state()).toEqual([['sweep', 'told', told[0]![2]]]);
	});

	test('one that breaks off after a newer one has begun tells nothing', async () => {
		const { store } = journey.bench;
		const older = await store.change(beginSweep(Date.now()));
		expect(await sweep()).toMatchObject({ complete: true });
		const alert: Alert = { key: 'sweep', subjectState: 's', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } };
		expect(await store.change(tellSweep(older.sweep, { state: 'broken', alert }, Date.now()))).toEqual({ isNews: false });
		expect(await state()).toEqual([]);
	});
});

describe('where companies are billed', () => {
	/** Intercom lists those that have people. */
	const companies = (count: number) => {
		const { id } = journey.people.createContact({ email: 'jo@one.example' });
		return Array.from({ length: count }, (_, n) => {
			const company = journey.people.createCompany({ name: `Company ${n} Pty Ltd` });
			journey.people.attachCompany(id, company.id);
			return company;
		});
	};
	const syncedCompany = async ({ id, updatedAt }: { id: string; updatedAt: number }) => {
		const settlement = { outcome: 'synced', subject: { kind: 'company', id }, token: '', reason: 'r', requestIds: [], result: 'created', as: 'organisation', xeroContactId: `x${id}`, fingerprint: 'f', sourceUpdatedAtSeconds: updatedAt, xeroUpdatedAt: 1, reference: 'stored', changes: [] } as const;
		await journey.bench.store.change(settle([settlement], DEFAULT_PUBLISHED, Date.now()));
	};

	beforeEach(async () => {
		await journey.bench.store.change(writeSettings({ ...DEFAULT_PUBLISHED, billTo: 'company' }, Date.now()));
	});

	test('every company of every page that is not synced in its present state is due, in bulk; billed as persons none is read', async () => {
		const [first, second, ...rest] = companies(61);
		await syncedCompany({ id: first!.id, updatedAt: seconds(first!) });
		await syncedCompany({ id: second!.id, updatedAt: seconds(second!) - 1 });
		expect(await sweep()).toMatchObject({ companies: 61, complete: true, message: expect.stringContaining('Read 61 companies, 60 of them are due.') });
		const due = await journey.bench.rows('work');
		expect(due.map(({ id }) => id).sort()).toEqual([second!, ...rest].map(({ id }) => id).sort());
		expect(due).toEqual(due.map(() => expect.objectContaining({ kind: 'company', why: 'reconciliation', priority: 'bulk' })));
		// They wait already.
		expect(await sweep()).toMatchObject({ companies: 61, message: expect.stringContaining('Read 61 companies, 0 of them are due.') });
		await journey.bench.store.change(writeSettings(DEFAULT_PUBLISHED, Date.now()));
		expect(await sweep()).toMatchObject({ companies: 0, message: 'Read 1 contact on 1 page.' });
	});

	test('a page that fails breaks it off in words; what was read before counts', async () => {
		companies(61);
		journey.xero.sandbox.faults.add({ vendor: 'intercom', method: 'POST', path: '/companies/list', kind: 'status', status: 403, skip: 1, body: { type: 'error.list', errors: [{ code: 'forbidden', message: 'no' }] } });
		expect(await sweep()).toMatchObject({ companies: 60, complete: false, reason: expect.stringMatching(/\S/), nextStep: expect.stringMatching(/\S/), message: expect.stringContaining('The companies were broken off after 60 companies.') });
		expect(await journey.bench.rows('work')).toHaveLength(60);
	});
});
