import fc from 'fast-check';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../../lib/http/transport';
import { intoBatches } from '../../../lib/sync/write/intoBatches';
import {
	lookUpDelayMs,
	sendCreates,
	sendUpdates,
	type CreatePlan,
	type UpdatePlan,
	type Write,
	type WriteAnswer,
} from '../../../lib/sync/write/writeBatch';
import { scriptedXero } from '../xero/scriptedXero';
import { contactOf, id } from './records';

const RUN = 'run 1';

const createOf = (number: number, more: object = {}, attempt = 0): Write<CreatePlan> => ({
	intercomId: id(number),
	attempt,
	plan: { kind: 'create', body: { Name: `Name ${number}`, ContactNumber: id(number), ...more }, changes: [], notes: [] },
});
const updateOf = (number: number): Write<UpdatePlan> => ({
	intercomId: id(number),
	attempt: 0,
	plan: { kind: 'update', body: { ContactID: `x${number}`, EmailAddress: 'a@x.example' }, contact: contactOf(`x${number}`), changes: [], notes: [] },
});
const creates = (count: number) => Array.from({ length: count }, (_, index) => createOf(index + 1));
const updates = (count: number) => Array.from({ length: count }, (_, index) => updateOf(index + 1));
type Element = Record<string, unknown>;
const sentIn = ({ body }: HttpRequest) => (body as { Contacts: Element[] }).Contacts;
const saved = (contact: Element): Element => ({ ContactID: `saved-${String(contact.ContactNumber ?? contact.ContactID)}`, ...contact, StatusAttributeString: 'OK' });
const kinds = (answers: WriteAnswer[]) => Object.fromEntries(answers.map(({ intercomId, written }) => [Number.parseInt(intercomId, 16), written.kind]));

describe('batches', () => {
	test('hold at most so many contacts and fewer bytes than Xero advises, and lose nobody', () => {
		const sizes = fc.array(fc.integer({ min: 1, max: 900_000 }), { maxLength: 40 });
		fc.assert(
			fc.property(sizes, fc.integer({ min: 1, max: 50 }), (lengths, size) => {
				const writes = lengths.map((length, index) => createOf(index, { FirstName: 'é'.repeat(length / 2) }));
				const batches = intoBatches(writes, size);
				expect(batches.flat()).toEqual(writes);
				for (const batch of batches) {
					expect(batch.length).toBeLessThanOrEqual(size);
					expect(Buffer.byteLength(JSON.stringify({ Contacts: batch.map(({ plan }) => plan.body) }))).toBeLessThan(3_500_000);
				}
			}),
			{ numRuns: 20 },
		);
	});

	test('a contact that is too large goes alone', () => {
		const batches = intoBatches([createOf(1), createOf(2, { FirstName: 'x'.repeat(4_000_000) }), createOf(3)], 50);
		expect(batches.map((batch) => batch.map(({ intercomId }) => Number.parseInt(intercomId, 16)))).toEqual([[1], [2], [3]]);
	});
});

describe('answers are paired by what they hold', () => {
	test('in whatever order they come, and whichever of them is refused', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.infiniteStream(fc.nat(7)), fc.boolean(), async (count, chance, updating) => {
				const bad = chance.next().value % count;
				const { client } = scriptedXero((request) => {
					const elements = sentIn(request).map((contact, index) =>
						index === bad ? { ...contact, StatusAttributeString: 'ERROR', ValidationErrors: [{ Message: 'no' }] } : { ...saved(contact), ...(updating && { ContactID: contact.ContactID }) },
					);
					const shuffled = elements.map((element) => ({ element, at: chance.next().value })).sort((a, b) => a.at - b.at);
					return { body: { Contacts: shuffled.map(({ element }) => element) } };
				});
				const answers = updating ? await sendUpdates(client, updates(count)) : await sendCreates(client, creates(count), RUN);
				expect(answers).toHaveLength(count);
				answers.forEach(({ intercomId, written }, index) => {
					expect(intercomId).toBe(id(index + 1));
					if (index === bad) expect(written).toEqual({ kind: 'refused', messages: ['no'] });
					else expect(written).toMatchObject({ kind: 'written', contact: updating ? { ContactID: `x${index + 1}` } : { ContactNumber: id(index + 1) } });
				});
			}),
		);
	});

	test.each<[string, (contact: Element) => Element | undefined, string]>([
		['an element without a number is found by its name', ({ Name }) => ({ ContactID: 'a', Name }), 'written'],
		['an element that is missing is lost', () => undefined, 'lost'],
		['an element of somebody else is not ours', () => ({ ContactID: 'a', Name: 'Somebody', ContactNumber: id(9) }), 'lost'],
		['an element without an id is lost', ({ ContactNumber }) => ({ ContactNumber }), 'lost'],
		['the id of no contact is none', ({ ContactNumber }) => ({ ContactNumber, ContactID: '00000000-0000-0000-0000-000000000000' }), 'lost'],
		['errors go before an id: that contact was never made', (contact) => ({ ...saved(contact), HasValidationErrors: true }), 'refused'],
		['an error status needs no message', (contact) => ({ ...saved(contact), StatusAttributeString: 'ERROR' }), 'refused'],
		['a warning is saved', (contact) => ({ ...saved(contact), StatusAttributeString: 'WARNING', Warnings: [{ Message: 'hm' }] }), 'written'],
	])('%s', async (_, element, kind) => {
		const { client } = scriptedXero((request) => ({ body: { Contacts: sentIn(request).map(element).filter((one) => one !== undefined) } }));
		expect(kinds(await sendCreates(client, [createOf(1)], RUN))).toEqual({ 1: kind });
	});

	test('reasons are read in both spellings and from the slots', async () => {
		const ValidationErrors = [{ Message: 'one' }, { Description: 'two' }, {}];
		const { client } = scriptedXero((request) => ({ body: { Contacts: sentIn(request).map((contact) => ({ ...contact, ValidationErrors, Phones: [{ PhoneType: 'FAX', ValidationErrors: [{ Message: 'three' }] }] })) } }));
		expect((await sendCreates(client, [createOf(1)], RUN))[0]?.written).toEqual({ kind: 'refused', messages: ['one', 'two', 'three'] });
	});
});

describe('a call that is refused whole', () => {
	test('is halved until the bad ones are found, and the good ones are written', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 2 }), fc.boolean(), async (bad, updating) => {
				const isBad = (contact: Element) => bad.some((number) => [id(number), `x${number}`].includes(String(contact.ContactNumber ?? contact.ContactID)));
				const { client, sent } = scriptedXero((request) => (sentIn(request).some(isBad) ? { status: updating ? 404 : 400 } : { body: { Contacts: sentIn(request).map((one) => ({ ...saved(one), ...(updating && one) })) } }));
				const answers = updating ? await sendUpdates(client, updates(50)) : await sendCreates(client, creates(50), RUN);
				const expected = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [index + 1, bad.includes(index + 1) ? 'failed' : 'written']));
				expect(kinds(answers)).toEqual(expected);
				expect(answers.some(({ written }) => written.kind === 'failed' && written.stop)).toBe(false);
				expect(sent.length).toBeLessThan(30);
			}),
			{ numRuns: 30 },
		);
	});

	test('by a 404 on a create is not repeated: no contact of it can be to blame', async () => {
		const { client, sent } = scriptedXero(() => ({ status: 404, body: '<html></html>' }));
		const answers = await sendCreates(client, creates(50), RUN);
		expect(answers.every(({ written }) => written.kind === 'failed' && written.stop && written.failure.reason === 'xeroNotFound')).toBe(true);
		expect(sent).toHaveLength(1);
	});

	test('goes no further where a half meets something that every call will meet', async () => {
		const { client, sent } = scriptedXero((request) => ({ status: sentIn(request).length === 50 ? 400 : 401, body: {} }));
		const answers = await sendCreates(client, creates(50), RUN);
		expect(answers.map(({ intercomId }) => intercomId)).toEqual(creates(50).map(({ intercomId }) => intercomId));
		expect(answers.every(({ written }) => written.kind === 'failed' && written.stop && written.failure.class === 'auth')).toBe(true);
		expect(sent).toHaveLength(2);
	});
});

test.each<[string, Partial<HttpResponse> | NoAnswer, string, string]>([
	['a broken connection', new NoAnswer('network', 'reset'), 'lost', 'failed'],
	['a time-out', new NoAnswer('timeout', 'late'), 'lost', 'failed'],
	['a 500, which one of them may have brought on all,', { status: 500 }, 'lost', 'lost'],
	['a 503', { status: 503 }, 'lost', 'failed'],
	['half an answer', { body: '{"Contacts":[' }, 'lost', 'failed'],
	['an answer without contacts', { body: {} }, 'lost', 'failed'],
	['a refused credential', { status: 401, body: {} }, 'failed', 'failed'],
	['a limit', { status: 429, headers: { 'retry-after': '99' } }, 'failed', 'failed'],
	['a key used for something else', { status: 400, body: { Message: 'is used with a different request' } }, 'lost', 'lost'],
])('after %s a create is %s and an update %s', async (_, answer, create, update) => {
	const { client } = scriptedXero(() => answer);
	expect(Object.values(kinds(await sendCreates(client, creates(3), RUN)))).toEqual(Array(3).fill(create));
	const updated = await sendUpdates(client, updates(3));
	expect(Object.values(kinds(updated))).toEqual(Array(3).fill(update));
	for (const { written } of updated) if (written.kind === 'failed') expect(written.stop).toBe(true);
});

test('creates go by PUT with a key, updates by POST without one, and neither hides single errors', async () => {
	const { client, sent } = scriptedXero(() => ({ body: { Contacts: [] } }));
	await sendCreates(client, [createOf(1)], RUN);
	await sendUpdates(client, [updateOf(1)]);
	expect(sent.map(({ method, query }) => [method, query?.summarizeErrors])).toEqual([['PUT', false], ['POST', false]]);
	expect(sent.map(({ headers }) => headers?.['Idempotency-Key']?.length)).toEqual([64, undefined]);
});

test('a lost write is looked up later with every attempt, and never later than the user waits', () => {
	const policy = { maxAttempts: 5, baseMs: 1_000, capMs: 30_000, maxWaitMs: 3_000 };
	expect([1, 2, 3].map((attempt) => lookUpDelayMs(attempt, policy, 0.999_9))).toEqual([999, 1_999, 3_000]);
	expect(lookUpDelayMs(9, { ...policy, maxWaitMs: 0 }, 0.9)).toBe(0);
});
