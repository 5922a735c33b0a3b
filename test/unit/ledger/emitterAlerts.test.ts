import { raiseAlert, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { holdEmitter } from '../../../lib/ledger/decisions/holders';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { Process, world } from './emitterProcess';
import { contact, HOUR, LedgerWorld, MINUTE } from './ledgerWorld';

test('an alert is told once, and again where nobody confirmed it', async () => {
	const ledger = await world();
	await ledger.store.change(writeSettings({ ...DEFAULT_PUBLISHED, alertChannel: 'slack', alertAddress: 'https://hooks.example/x' }, ledger.now));
	const text = { title: 'Xero refuses', message: 'It said 403.', nextStep: 'Reconnect.', links: [{ title: 'Xero', url: 'https://x' }], good: false };
	await ledger.store.change(raiseAlert({ key: 'service xero', subjectState: 'access', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text }, ledger.now));
	const a = new Process(ledger, 'a');
	const [batch] = await a.run(2_000);
	expect(batch).toMatchObject({
		due: [], gone: [],
		alerts: [{ title: 'Intercom to Xero: Xero refuses', text: 'It said 403.\nWhat to do: Reconnect.', good: false, links: text.links, alerts: [{ key: 'service xero', ...text }], channel: 'slack', address: 'https://hooks.example/x', body: { blocks: expect.any(Array) }, ledger: { name: 'default', alertToken: expect.any(String) } }],
	});
	expect(batch!.alerts).toHaveLength(1);
	expect(await a.run(4 * MINUTE)).toEqual([]);
	const [again] = await a.run(2 * MINUTE);
	await ledger.store.change(confirmAlerts(again!.alerts[0]!.ledger.alertToken, true, ledger.now));
	expect(await a.run(HOUR)).toEqual([]);
});

test('where two nodes tell a person each gets an item of its own, and a confirmation is of the one whose item it was', async () => {
	const ledger = await world();
	await ledger.store.change(writeSettings({ ...DEFAULT_PUBLISHED, alertNodes: ['slack', 'email'] }, ledger.now));
	await ledger.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, ledger.now));
	const a = new Process(ledger, 'a');
	const told = async (took: boolean, ms: number) => {
		const items = (await a.run(ms)).flatMap(({ alerts }) => alerts);
		for (const { ledger: { alertToken } } of items) await ledger.store.change(confirmAlerts(alertToken, took, ledger.now));
		return items.map(({ by, address }) => [by, address]);
	};
	expect([await told(true, 2_000), await told(false, 2_000), await told(true, 2 * MINUTE), await told(true, HOUR)]).toEqual([[['slack', '']], [['email', '']], [['email', '']], []]);
});

test('of many alerts there is a message a second, until all are told', async () => {
	const ledger = new LedgerWorld();
	const trigger = new Process(ledger, 'a');
	await trigger.run(2_000);
	for (let n = 0; n < 35; n++) await ledger.store.change(raiseAlert({ key: `k${n}`, subjectState: 's', lasts: 'news', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', good: false, links: [] } }, ledger.now));
	const [counts, at]: [number[], number[]] = [[], []];
	for (const end = ledger.now + 10_000; ledger.now < end; ) {
		for (const { alerts } of await trigger.run(50)) {
			counts.push(alerts[0]!.alerts.length);
			at.push(ledger.now);
			await ledger.store.change(confirmAlerts(alerts[0]!.ledger.alertToken, true, ledger.now));
		}
	}
	expect(counts).toEqual([10, 10, 10, 5]);
	const gaps = at.slice(1).map((moment, index) => moment - at[index]!);
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(950);
	expect(Math.max(...gaps)).toBeLessThanOrEqual(2_100);
});

/** So many contacts that wait for a person. */
async function reviews(ledger: LedgerWorld, first: number, many: number): Promise<void> {
	for (let n = first; n < first + many; n++) await ledger.store.change(raiseAlert({ key: `contact c${n}`, subjectState: 's', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: { kind: 'contact', id: `c${n}` }, text: { title: 't', message: 'm', nextStep: '', good: false, links: [] } }, ledger.now));
}

test('a migration that finds a thousand contacts for a person is told in some messages, and what stops the sync within seconds beside them', async () => {
	const ledger = new LedgerWorld();
	const trigger = new Process(ledger, 'a');
	await trigger.run(2_000);
	const told: Array<{ at: number; keys: string[]; size: number }> = [];
	const start = ledger.now;
	for (let second = 0; second < 600; second++) {
		if (second < 500) await reviews(ledger, second * 2, 2);
		if (second === 330) await ledger.store.change(raiseAlert({ key: 'service xero', subjectState: 'access', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 'Xero refuses the connection', message: 'm', nextStep: '', good: false, links: [] } }, ledger.now));
		for (const { alerts: [item] } of await trigger.run(1_000)) {
			told.push({ at: ledger.now - start, keys: item!.alerts.map(({ key }) => key), size: item!.alerts.length + item!.more });
			await ledger.store.change(confirmAlerts(item!.ledger.alertToken, true, ledger.now));
		}
	}
	const refusal = told.filter(({ keys }) => keys.includes('service xero'));
	expect(refusal).toMatchObject([{ size: 1 }]);
	expect(refusal[0]!.at).toBeLessThanOrEqual(336_000);
	expect(told.reduce((sum, { size }) => sum + size, 0)).toBe(1_001);
	expect(told.length).toBeLessThanOrEqual(20 + 10 + 1);
	expect(Math.max(...told.map(({ size }) => size))).toBeGreaterThan(100);
});

/** What the ledger lists nowhere else: who left Intercom, and what a sync brought to light. */
const UNLISTED = { gone: { key: 'gone contact', lasts: 'news' }, fact: { key: 'fact mergedInXero', lasts: 'lasting' } } as const;

test.each(['gone', 'fact'] as const)('what is listed nowhere else (%s) is told in words, ten a message, before what the ledger lists', async (what) => {
	const { key, lasts } = UNLISTED[what];
	const ledger = new LedgerWorld();
	const trigger = new Process(ledger, 'a');
	await trigger.run(2_000);
	await reviews(ledger, 0, 30);
	for (let n = 0; n < 14; n++) await ledger.store.change(raiseAlert({ key: `${key} g${n}`, subjectState: 's', lasts, tellsEnd: false, repeatAfterMs: null, about: { kind: 'contact', id: `g${n}` }, text: { title: 'It left, or was merged', message: `g${n}`, nextStep: '', good: false, links: [] } }, ledger.now));
	const inWords: string[][] = [];
	for (let turn = 0; turn < 10; turn++) {
		for (const { alerts: [item] } of await trigger.run(1_000)) {
			inWords.push(item!.alerts.map(({ key: its }) => its));
			await ledger.store.change(confirmAlerts(item!.ledger.alertToken, true, ledger.now));
		}
	}
	expect(inWords.map((keys) => keys.length)).toEqual([10, 4]);
	expect(inWords.flat().filter((its) => its.startsWith(key)).sort()).toEqual(Array.from({ length: 14 }, (_, n) => `${key} g${n}`).sort());
	expect([...ledger.store.rows.tables.alert.values()].filter(({ state }) => state !== 'told')).toEqual([]);
});

test('who only tells alerts takes no work, beside the one who emits', async () => {
	const ledger = await world();
	await ledger.store.change(holdEmitter('other', HOUR, ledger.now, () => false));
	await ledger.notify(contact(1));
	await ledger.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'news', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, ledger.now));
	expect(await new Process(ledger, 'a', { wanted: { work: false, alerts: true } }).run(MINUTE)).toMatchObject([{ due: [], alerts: [{ title: 'Intercom to Xero: t' }] }]);
});
