import './engineEnvironment';
import type { INodeExecutionData } from 'n8n-workflow';
import { closesXero, failed, JANE, json, open, people, xero } from './upsertStage';
import { itemOf } from './xeroSandbox';

const HASTY = { options: { maxWaitSeconds: 0 } };
closesXero();

describe('when Xero misbehaves', () => {
	beforeEach(async () => void (await open()));

	test('a web page with 404 is a clear failure after one call', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'html404' });
		const result = await xero.upsert(people(60));
		expect(failed(result)).toHaveLength(60);
		expect(failed(result)[0]).toMatchObject({ class: 'gone', reason: 'xeroNotFound', status: 404, message: 'Xero knows nothing at /api.xro/2.0/Contacts', nextStep: expect.stringContaining('organisation') });
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('a web page with 404 in answer to the creates causes no storm either', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'html404', method: 'PUT' });
		const result = await xero.upsert(people(60));
		expect(failed(result)).toHaveLength(60);
		expect(xero.sandbox.journal.count({ method: 'PUT' })).toBeLessThanOrEqual(2);
	});

	test('an empty 429 with a wait beyond the limit is not slept through, and says when to try again', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '3600' } });
		const start = Date.now();
		const result = await xero.upsert(people(60));
		expect(Date.now() - start).toBeLessThan(3_000);
		expect(failed(result)).toHaveLength(60);
		const [first] = failed(result);
		expect(first).toMatchObject({ class: 'quota', quota: 'day', retryable: true, message: expect.stringContaining('per day') });
		expect(Date.parse(String(first!.retryAt)) - start).toBeGreaterThan(3_590_000);
		expect(xero.sandbox.journal.count()).toBe(1);
		// The next execution knows, and does not even ask.
		expect(failed(await xero.upsert([itemOf(JANE)]))).toMatchObject([{ class: 'quota', retryAt: expect.any(String) }]);
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('a short Retry-After is waited for', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '1' }, times: 1 });
		const start = Date.now();
		expect(json(await xero.upsert([itemOf(JANE)]), 0)).toMatchObject([{ outcome: 'created' }]);
		expect(Date.now() - start).toBeGreaterThanOrEqual(1_000);
	});

	test('a 500 is tried again', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 500, times: 1 });
		expect(json(await xero.upsert([itemOf(JANE)]), 0)).toMatchObject([{ outcome: 'created' }]);
	});

	test('a 500 that stays hands all items back, those of other batches without a call', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 500, body: 'oops' });
		const result = await xero.upsert(people(60), HASTY);
		expect(failed(result)).toHaveLength(60);
		expect(failed(result)[0]).toMatchObject({ class: 'transient', reason: 'xeroStatus500', retryable: true, message: 'Xero is not available (HTTP 500): oops', retryAt: expect.any(String) });
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('a create that gets a 500 is looked up, and what cannot be found out is uncertain', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 500, method: 'PUT' });
		const result = await xero.upsert([itemOf(JANE)], HASTY);
		expect(failed(result)).toMatchObject([{ class: 'uncertain', reason: 'xeroStillUncertain', retryable: true, message: expect.stringContaining('whether the contact was written') }]);
		expect(xero.sandbox.journal.count({ method: 'GET' })).toBeGreaterThan(1);
	});

	test.each(['resetAfter', 'brokenJson'] as const)('a create whose answer is lost by %s is found again and not made twice', async (kind) => {
		xero.sandbox.faults.add({ vendor: 'xero', kind, method: 'PUT', times: 1 });
		expect(json(await xero.upsert([itemOf(JANE)], HASTY), 0)).toMatchObject([{ outcome: 'created', reason: 'writtenAnswerLost' }]);
		expect(xero.sandbox.xero.organisation().allContacts()).toHaveLength(1);
	});

	/** Stops the execution once Xero has its first request. @returns ms from the stop to its end */
	async function stopped(items: INodeExecutionData[]): Promise<number> {
		const stop = new AbortController();
		let stoppedAt = Number.NaN;
		const watch = setInterval(() => {
			if (xero.sandbox.journal.count() === 0 || stop.signal.aborted) return;
			stoppedAt = Date.now();
			stop.abort();
		}, 50);
		await xero.upsert(items, {}, { signal: stop.signal });
		clearInterval(watch);
		return Date.now() - stoppedAt;
	}

	/** Far less than a request may take, or than the wait of 60 s. */
	const AT_ONCE_MS = 10_000;

	test('stopping the execution ends it at once, in the middle of a request', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'timeout' });
		expect(await stopped(people(60))).toBeLessThan(AT_ONCE_MS);
		expect(xero.sandbox.journal.count()).toBe(1);
	});

	test('stopping the execution ends it at once, in the middle of a wait', async () => {
		xero.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '60' } });
		expect(await stopped(people(3))).toBeLessThan(AT_ONCE_MS);
		expect(xero.sandbox.journal.count()).toBe(1);
	});
});
