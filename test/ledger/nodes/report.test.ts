import { settle } from '../../../lib/ledger/decisions/settle';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { contact, LedgerBench, ORGANISATION } from './ledgerBench';

/** Report, and Decide on what its page sends, in n8n's engine on a ledger in a real file. */
jest.setTimeout(60_000);

let bench: LedgerBench;
beforeEach(async () => {
	bench = await new LedgerBench().open({ timeZone: 'Australia/Sydney' });
	await bench.notify([contact(1)]);
	const { token } = (await bench.claim()).due[0]!.ledger as { token: string };
	const review: Settlement = {
		outcome: 'review', subject: contact(1), token, reason: 'ambiguous', who: { name: 'Jane "J" <b>', email: 'j@x.example' }, message: 'Two contacts have this email.', nextStep: 'Merge them in Xero.', changes: [], requestIds: [],
		candidates: [{ xeroContactId: ORGANISATION, name: 'Jane', email: 'j@x.example', status: 'ACTIVE', url: `https://go.xero.com/Contacts/View/${ORGANISATION}` }],
	};
	await bench.store.change(settle([review], DEFAULT_PUBLISHED, Date.now()));
});
afterEach(async () => await bench.remove());

const fault = async (parameters: object) => (await bench.run('report', [{}], parameters as never)).error?.message;
/** The form of the page's first review, as Webhook hands it on. */
async function form(decision: string): Promise<{ body: Record<string, string> }> {
	const [page] = await bench.emitted('report', [{}], { reportOptions: { forms: true } });
	const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(String(page!.text))![1]!;
	return { body: { token: field('token'), kind: field('kind'), id: field('id'), decision } };
}
const decide = async (item: object) => (await bench.emitted('decide', [item as never], { takenFrom: 'page', by: 'Status page' }))[0]!;

test('as a page in the item, with what an email needs beside it', async () => {
	const [item] = await bench.emitted('report');
	expect(item).toMatchObject({ format: 'html', good: false, reviews: 1, givenUp: 0, mimeType: 'text/html; charset=utf-8', fileName: expect.stringMatching(/^intercom-xero-default-\d{4}-\d\d-\d\d\.html$/), title: 'Intercom to Xero (Demo Company (AU)): A person is needed: 1 for review.' });
	expect(String(item!.text)).toMatch(/^<!doctype html>/);
	expect(/Jane &quot;J&quot; &lt;b&gt;/.test(String(item!.text))).toBe(true);
	expect(/<form|name="token"/.test(String(item!.text))).toBe(false);
	expect(/\(Australia\/Sydney\)/.test(String(item!.text))).toBe(true);
});

test('as a file: binary data with name and type, whatever else is set no forms in it', async () => {
	const { outputs } = await bench.run('report', [{}], { output: 'file', reportOptions: { forms: true } });
	const { json, binary } = outputs[0]![0]!;
	expect(json).not.toHaveProperty('text');
	expect(binary!.data).toMatchObject({ mimeType: 'text/html; charset=utf-8', fileName: json.fileName });
	const text = Buffer.from(binary!.data!.data, 'base64').toString('utf8');
	expect([text.startsWith('<!doctype html>'), /<form/.test(text)]).toEqual([true, false]);
});

test('as JSON the model itself, as CSV a table; of as many days as asked, with the log of a contact', async () => {
	const [json] = await bench.emitted('report', [{ body: 1 }], { format: 'json', contactId: contact(1).id, reportOptions: { days: 400 } });
	expect(json!.report).toMatchObject({ timeZone: 'Australia/Sydney', reviews: { total: 1 }, record: { id: contact(1).id, known: true, log: [{ event: 'review' }] } });
	expect((json!.report as { days: unknown[] }).days).toHaveLength(400);
	expect(JSON.parse(String(json!.text))).toEqual(json!.report);
	const [csv] = await bench.emitted('report', [{}], { format: 'csv' });
	expect(String(csv!.text)).toMatch(/^\ufeff"section","of","field","value"\r\n/);
});

test.each([[{ format: 'pdf' }, '"pdf" is no format of a report (item 1, field Format)'], [{ reportOptions: { days: 0 } }, 'A report cannot show "0" days'], [{ reportOptions: { days: 401 } }, 'from 1 to 400']])('%j is said in words', async (parameters, words) => {
	expect(await fault(parameters)).toContain(words);
});

test('a form of the page decides once, in the name that the node gives; pressed again it says that the review is another', async () => {
	const sent = await form(`bind ${ORGANISATION}`);
	expect(await decide(sent)).toMatchObject({ id: contact(1).id, decision: 'bind', decided: true, said: 'bind', by: 'Status page', message: expect.stringContaining('bound') });
	expect((await bench.rows('record'))[0]?.decision).toMatchObject({ do: 'bind', xeroContactId: ORGANISATION, by: 'Status page' });
	expect(await decide(sent)).toMatchObject({ decided: false, said: 'changed' });
	const [page] = await bench.emitted('report', [{}], { reportOptions: { forms: true, said: 'changed' } });
	expect(/has changed since this page was made/.test(String(page!.text))).toBe(true);
});

test('what did not come from the page decides nothing, and is an item that says so', async () => {
	const sent = await form('never');
	for (const item of [{ body: { ...sent.body, token: '' } }, { body: { ...sent.body, id: contact(2).id } }, { body: 'never' }, { body: {} }, {}]) expect(await decide(item)).toMatchObject({ decided: false, said: 'refused' });
	expect(await bench.rows('review')).toHaveLength(1);
	expect((await bench.rows('audit')).filter(({ event }) => event === 'decided')).toEqual([]);
	expect(await decide({ body: JSON.stringify(sent.body) })).toMatchObject({ decided: true, said: 'never' });
});
