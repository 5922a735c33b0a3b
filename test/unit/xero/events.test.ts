import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { CONTACT_EVENTS, newestOfEach, readEvents, type ContactEvent } from '../../../lib/xero/webhook/events';

const NOW = Date.UTC(2026, 10, 30);
const ORGANISATION = '45e4708e-d862-4111-ab3a-dd8cd03913e1';
const OTHER = '45e4708e-d862-4111-ab3a-dd8cd03913e2';
const CONTACT = '717f2bfc-c6d4-41fd-b238-3f2f0c0cf777';

/** As Xero's own example has it. */
const event = (fields: object = {}) => ({
	resourceUrl: `https://api.xero.com/api.xro/2.0/Contacts/${CONTACT}`, resourceId: CONTACT, tenantId: ORGANISATION, tenantType: 'ORGANISATION',
	eventCategory: 'CONTACT', eventType: 'UPDATE', eventDateUtc: '2024-06-21T01:15:39.902', ...fields,
});
const body = (...events: unknown[]) => ({ events, firstEventSequence: 1, lastEventSequence: events.length, entropy: 'S0m3r4Nd0mt3xt' });
const read = (...events: unknown[]) => readEvents(body(...events), NOW);

test('a time without a zone is UTC, wherever the machine is', () => {
	expect(read(event())).toEqual({ ok: true, others: 0, events: [{ organisationId: ORGANISATION, xeroContactId: CONTACT, eventType: 'UPDATE', occurredAt: Date.UTC(2024, 5, 21, 1, 15, 39, 902) }] });
	const { outputFiles } = buildSync({ entryPoints: [join(__dirname, '../../../lib/xero/webhook/events.ts')], bundle: true, write: false, format: 'cjs', platform: 'node' });
	const script = `const m={exports:{}};((module,exports)=>{${outputFiles[0]!.text}})(m,m.exports);console.log(m.exports.readEvents(${JSON.stringify(body(event()))},0).events[0].occurredAt)`;
	expect(execFileSync(process.execPath, ['-e', script], { env: { TZ: 'Australia/Sydney' }, encoding: 'utf8' }).trim()).toBe(String(Date.UTC(2024, 5, 21, 1, 15, 39, 902)));
});

test.each<[string, string, number]>([
	['with a Z', '2024-06-21T01:15:39.902Z', Date.UTC(2024, 5, 21, 1, 15, 39, 902)],
	['of seven digits', '2024-06-21T01:15:39.9021234', Date.UTC(2024, 5, 21, 1, 15, 39, 902)],
	['with an offset', '2024-06-21T11:15:39+10:00', Date.UTC(2024, 5, 21, 1, 15, 39)],
	['that cannot be read', 'yesterday', NOW],
	['that is empty', '', NOW],
])('a time %s', (_, eventDateUtc, occurredAt) => expect(read(event({ eventDateUtc }))).toMatchObject({ events: [{ occurredAt }] }));

test('the intent to receive is no event', () => {
	expect(readEvents({ events: [], firstEventSequence: 0, lastEventSequence: 0, entropy: 'x' }, NOW)).toEqual({ ok: true, events: [], others: 0 });
});

test.each<[string, object]>([
	['an invoice', { eventCategory: 'INVOICE' }],
	['a type nobody knows', { eventType: 'DELETE' }],
	['no id', { resourceId: undefined }],
	['an id that Xero could not read', { resourceId: '../Invoices' }],
	['no organisation', { tenantId: null }],
])('%s is counted and passed over, its neighbours are read', (_, fields) => {
	expect(read(event(fields), event())).toMatchObject({ ok: true, others: 1, events: [{ xeroContactId: CONTACT }] });
});

test('ids come in lower case', () => {
	expect(read(event({ resourceId: CONTACT.toUpperCase(), tenantId: ORGANISATION.toUpperCase() }))).toMatchObject({ events: [{ xeroContactId: CONTACT, organisationId: ORGANISATION }] });
});

test.each([[null], [undefined], ['x'], [[]], [{}], [{ events: null }], [{ events: {} }]])('%j is no notification of Xero', (given) => {
	expect(readEvents(given, NOW)).toEqual({ ok: false, reason: 'noEvents' });
});

const seen = (organisationId: string, eventType: ContactEvent['eventType'], occurredAt: number, xeroContactId = CONTACT): ContactEvent => ({ organisationId, xeroContactId, eventType, occurredAt });

test('events of one contact are one, the newest; organisations stay apart', () => {
	expect(newestOfEach([seen(ORGANISATION, 'UPDATE', 3), seen(OTHER, 'UPDATE', 9), seen(ORGANISATION, 'UPDATE', 2), seen(ORGANISATION, 'UPDATE', 3)])).toEqual([seen(ORGANISATION, 'UPDATE', 3), seen(OTHER, 'UPDATE', 9)]);
});

test.each([[[seen(ORGANISATION, 'CREATE', 1), seen(ORGANISATION, 'UPDATE', 2)]], [[seen(ORGANISATION, 'UPDATE', 2), seen(ORGANISATION, 'CREATE', 1)]]])('one that was created and changed is told as created, whatever the order', (events) => {
	expect(newestOfEach(events)).toEqual([seen(ORGANISATION, 'CREATE', 2)]);
});

const contactEvents = fc.array(fc.record({ organisationId: fc.constantFrom(ORGANISATION, OTHER), xeroContactId: fc.constantFrom('a', 'b', 'c'), eventType: fc.constantFrom(...CONTACT_EVENTS), occurredAt: fc.nat(5) }));

test('each contact of each organisation leaves once with its newest time; doubles and order change nothing', () => {
	fc.assert(
		fc.property(contactEvents, fc.infiniteStream(fc.nat()), (events, chance) => {
			const told = newestOfEach(events);
			const keys = told.map(({ organisationId, xeroContactId }) => `${organisationId} ${xeroContactId}`);
			expect(new Set(keys).size).toBe(keys.length);
			for (const event of events) {
				const one = told.find(({ organisationId, xeroContactId }) => organisationId === event.organisationId && xeroContactId === event.xeroContactId);
				expect(one!.occurredAt).toBeGreaterThanOrEqual(event.occurredAt);
				if (event.eventType === 'CREATE') expect(one!.eventType).toBe('CREATE');
			}
			const mixed = [...events, ...events].map((event) => ({ event, place: chance.next().value! })).sort((a, b) => a.place - b.place).map(({ event }) => event);
			const sorted = (list: ContactEvent[]) => list.map((event) => JSON.stringify(event, Object.keys(event).sort())).sort();
			expect(sorted(newestOfEach(mixed))).toEqual(sorted(told));
		}),
	);
});

test('any body gets an answer, whole or odd in any field', () => {
	fc.assert(fc.property(fc.anything(), (given) => void readEvents(given, NOW)));
	const fields = fc.dictionary(fc.constantFrom('resourceId', 'tenantId', 'eventCategory', 'eventType', 'eventDateUtc'), fc.anything());
	fc.assert(
		fc.property(fc.array(fields), (odd) => {
			const answer = readEvents(body(...odd.map((one) => event(one))), NOW);
			return answer.ok && answer.events.length + answer.others === odd.length && answer.events.every(({ occurredAt }) => Number.isFinite(occurredAt));
		}),
	);
});
