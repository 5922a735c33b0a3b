import fc from 'fast-check';
import { INK } from '../../../../lib/ledger/report/html/svg';
import { escaped } from '../../../../lib/ledger/report/html/markup';
import { vendorUrl } from '../../../../lib/ledger/report/links';
import { plainText } from '../../../../lib/ledger/report/plainText';
import { keepForecasts, type Forecast } from '../../../../lib/ledger/decisions/forecasts';
import { noteDifferences, type Difference } from '../../../../lib/ledger/decisions/findings';
import type { ForeseenChange } from '../../../../lib/ledger/rows/forecast';
import { contact } from '../ledgerWorld';
import { contactNumbered, foreseen, PagesWorld } from '../pagesWorld';
import { busyWorld, HARMLESS, reportOn, XERO_ID, type Typed } from './exampleReport';

const HOSTILE = '</style></title><script>alert(1)</script> "quotes" \' ` &amp; <!-- \u202e\u0000\ud800';
const everywhere = (text: string): Typed => ({ name: text, email: text, candidate: text, url: text, message: text, reason: text, by: text, field: text });
const pageOf = async (typed: Typed = HARMLESS, recordId = contact(2).id) => (await reportOn(await busyWorld(typed), { recordId })).text;
/** The elements of a page in their order: all that a browser could do something with. */
const elements = (text: string) => [...text.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/="[^"]*"/g, ''));

test('whatever anybody typed is text: the page has the same elements as with harmless words', async () => {
	const harmless = elements(await pageOf({ ...HARMLESS, url: '' }));
	expect(harmless.length).toBeGreaterThan(200);
	await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom(HOSTILE, '"><img src=x onerror=alert(1)>', "javascript:alert('x')")), async (text) => {
		expect(elements(await pageOf(everywhere(`x${text}`)))).toEqual(harmless);
	}), { numRuns: 15 });
}, 60_000);

test('who waits for a person is named and a link away; ids stand only where nothing else does', async () => {
	const text = await pageOf();
	expect(text).toMatch(/<a href="https:\/\/app\.intercom\.com\/a\/apps\/w\/users\/c2"[^>]*>open the contact in Intercom<\/a>/);
	expect(/<section aria-labelledby="reviews">[^]*?<\/section>/.exec(text)?.[0].replace(/<[^>]*>/g, ' ')).not.toMatch(/\bc2\b/);
	expect(text).toContain('Or decide here:');
});

test('a hostile name is read on the page as it was typed, and what cannot be seen is written out', async () => {
	const text = await pageOf({ ...HARMLESS, name: '<script>alert(1)</script> "quotes" \u202e', candidate: '<b>' });
	expect(text.match(/<bdi>&lt;script[^\n]*?<\/bdi>/)?.[0]).toBe('<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &quot;quotes&quot; [U+202E]</bdi>');
	expect(/<script|\u202e/i.exec(text)).toBeNull();
});

/** A reconciliation that found two records apart, with this text wherever somebody else could have put it. */
async function apart(text: string) {
	const pages = await PagesWorld.open(2);
	const jobId = `job ${text}`;
	await pages.start(jobId, { kind: 'reconciliation' });
	const changes: ForeseenChange[] = [{ field: text, before: text, after: text, changedInXero: true }, { field: 'TaxNumber', before: text, after: '', kept: 'ifEmpty' }];
	const differences = ['updated', 'review'].map((outcome, number): Difference => ({ subject: contactNumbered(number), outcome: outcome as Difference['outcome'], reason: text, message: text, nextStep: text, xeroContactId: number === 0 ? XERO_ID : text, changes }));
	await pages.world.store.change(noteDifferences(jobId, differences, { auditValues: true }, pages.world.now));
	return pages.world;
}

test('what differs is on the page with both values and the reason, as text whatever it holds; the log of one of them has it, too', async () => {
	const { text, report } = await reportOn(await apart('<b>'), { recordId: contactNumbered(0).id });
	expect(report.differences).toMatchObject({ hasMore: false, shown: [{ id: 'p000', outcome: 'updated', words: 'Repaired in Xero, but for what is left', fields: [{ field: '<b>', xero: '<b>', kept: false, words: 'changed in Xero since the last sync' }, { kept: true, words: expect.stringContaining("the accountant's") }] }, { words: 'A person decides' }] });
	expect(report.record?.difference).toMatchObject({ id: 'p000' });
	expect(text.match(/<bdi>&lt;b&gt;<\/bdi>: Xero “<bdi>&lt;b&gt;<\/bdi>”/g)).toHaveLength(3);
	const harmless = elements((await reportOn(await apart('x'))).text);
	await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constant(HOSTILE)), async (hostile) => {
		expect(elements((await reportOn(await apart(`x${hostile}`))).text)).toEqual(harmless);
	}), { numRuns: 10 });
}, 60_000);

test('who want one name and which groups do not fit are on the page of a dry run, as text whatever they are called', async () => {
	const dryRun = async (text: string) => {
		const pages = await PagesWorld.open(2);
		await pages.start('dry', { kind: 'dryRun' });
		const page = await pages.page('dry');
		await pages.take(page);
		const namesakes = [{ intercomId: text, xeroContactId: null }, { intercomId: null, xeroContactId: text }];
		const forecasts = pages.contacts.map((subject, number): Forecast => ({ ...foreseen(subject, 'created'), subject, namesake: { name: text, ...namesakes[number]! }, newGroups: { names: [text, 'b'], room: 1 } }));
		await pages.world.store.change(keepForecasts('dry', page.token, { forecasts, failure: null }, { auditValues: false }, pages.world.now));
		return await reportOn(pages.world);
	};
	const { text, report } = await dryRun('<b>');
	expect(report.jobs).toMatchObject([{ namesakes: { total: 2 }, newGroups: { room: 1, groups: [{ members: 2 }, { members: 2 }] } }]);
	expect(text).toContain('Names that two want in Xero: 2');
	// Told apart by their pages, not by ids of 24 digits.
	expect(text).toContain('<bdi>&lt;b&gt;</bdi>: <a href="https://app.intercom.com/a/apps/w/users/p000" target="_blank" rel="noopener noreferrer">one contact</a> gets another name, or waits, because of <a href="https://app.intercom.com/a/apps/w/users/%3Cb%3E" target="_blank" rel="noopener noreferrer">another one of Intercom</a>');
	expect(text).toContain('Xero has room for 1 more: 1 of them');
	expect(elements((await dryRun(`x${HOSTILE}`)).text)).toEqual(elements((await dryRun('x')).text));
});

test('a page shows a hundred that differ and says that there are more; as data there are all', async () => {
	const pages = await PagesWorld.open(150, 150);
	await pages.start('dry', { kind: 'comparison' });
	const page = await pages.page('dry');
	await pages.take(page);
	await pages.foresee(page, pages.contacts, 'updated');
	const shown = await reportOn(pages.world);
	expect([shown.report.differences?.shown.length, shown.report.differences?.hasMore, /The first 100; the report as JSON or CSV has more/.test(shown.text)]).toEqual([100, true, true]);
	for (const format of ['json', 'csv'] as const) expect((await reportOn(pages.world, { format })).report.differences).toMatchObject({ hasMore: false, shown: { length: 150 } });
	expect((await reportOn(pages.world, { format: 'csv' })).text).toContain('"difference","contact p149","words","Would be repaired in Xero"');
});

test('letters of any script stay, marks that move others do not', () => {
	expect(plainText('שלום عميل 李雷 Ĵ😀\n\t')).toBe('שלום عميل 李雷 Ĵ😀\n\t');
	expect(plainText('a\u202eb\u2066c\u0007d\ud83d')).toBe('a[U+202E]b[U+2066]c[U+0007]d[U+D83D]');
	fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/.test(escaped(text))));
});

test('nothing is loaded from elsewhere, nothing runs, and every address leads to a vendor over https or back to the page', async () => {
	const text = await pageOf({ ...HARMLESS, url: 'https://evil.example/x' });
	expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1]?.replaceAll('&#39;', "'")).toBe("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'");
	const addresses = [...text.matchAll(/\b(?:href|src|action|formaction|poster|data|xlink:href)="([^"]*)"/g)].map(([, address]) => address!);
	expect(addresses.length).toBeGreaterThan(5);
	for (const address of addresses) expect(address).toMatch(/^(\?|https:\/\/(go\.xero\.com|app\.intercom\.com)\/)/);
	expect(/<(script|iframe|object|embed|link|img|base)\b|\son\w+=|@import|url\((?!#)|evil\.example/i.exec(text)).toBeNull();
});

test.each([
	[`https://go.xero.com/Contacts/View/${XERO_ID}`, true], ['https://app.eu.intercom.com/a/apps/w/users/1', true], ['http://go.xero.com/x', false], ['https://go.xero.com.evil.example/', false], ['https://x@go.xero.com/', false],
	['javascript:alert(1)//go.xero.com', false], ['https://evil.example/?https://go.xero.com/', false], ['https://go.xero.com:444/', false], ['', false],
])('%s as a link: %s', (address, leads) => expect(vendorUrl(address)).toBe(leads ? address : ''));

test('a page that answers has a form for each review and each record that was given up, with a button for each way out; a file has none, and no secret is made', async () => {
	const world = await busyWorld();
	const file = (await reportOn(world, { live: null })).text;
	expect(/<form|<button|<input|name="token"/.exec(file)).toBeNull();
	expect(world.store.rows.tables.fact.has('page secret')).toBe(false);
	const { text } = await reportOn(world);
	expect([...text.matchAll(/name="decision" value="([^"]*)"/g)].map(([, value]) => value)).toEqual([`bind ${XERO_ID}`, 'create', 'never', 'tryAgain', 'tryAgain']);
	expect(/<form method="post" action="\?"/.exec(text)).not.toBeNull();
});

test('what a decision came to is told in words of ours, whatever stands in the address', async () => {
	const world = await busyWorld();
	const said = async (code: string) => /<p class="said[^>]*>([^<]*)</.exec((await reportOn(world, { live: { said: code, freshSecret: 's' } })).text)?.[1];
	expect(await said('bind')).toMatch(/^Decided: the record is bound/);
	expect(await said('expired')).toMatch(/^Nothing was decided/);
	for (const code of ['', 'constructor', '<b>', 'Your account is locked']) expect(await said(code)).toBeUndefined();
});

test('charts are drawn twice, for desk and phone, in colours of the style sheet, with no style or address of their own', async () => {
	const drawings = (await pageOf()).match(/<svg[^]*?<\/svg>/g)!;
	expect(drawings.map((svg) => /class="(\w+)"/.exec(svg)?.[1])).toEqual(['wide', 'narrow', 'wide', 'narrow', 'wide', 'narrow']);
	for (const svg of drawings) {
		expect(svg).toMatch(/^<svg class="\w+" aria-hidden="true" focusable="false"/);
		expect(svg).not.toMatch(/<style|xlink|http|class="zr|ecmeta|#0102/);
		for (const [, colour] of svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)) expect(colour).toMatch(/^(none|transparent|var\(--\w+\))$/);
	}
	const used = new Set(drawings.flatMap((svg) => [...svg.matchAll(/var\(--(\w+)\)/g)].map(([, name]) => name!)));
	expect([...used].filter((name) => !(name in INK))).toEqual([]);
	expect([...used]).toEqual(expect.arrayContaining(['text', 'line', 'created', 'review', 'failed', 'half', 'most']));
});
